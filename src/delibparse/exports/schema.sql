-- The acts as a normalised database. Dates are ISO 8601; flags 0 and 1; null is what the act does not say.
create table if not exists councils (
    id integer primary key, key text not null unique, nom text, type text, siren text, departement text
);
create table if not exists sources (sha256 text primary key, fichier text not null);
create table if not exists sessions (
    id integer primary key, council_id integer not null references councils (id), organe text, date text, heure text,
    lieu text, convocation text, affichage_convocation text
);
create index if not exists councils_nom on councils (nom);
create unique index if not exists sessions_key
    on sessions (council_id, ifnull(organe, ''), ifnull(date, ''), ifnull(heure, ''));
create table if not exists people (
    id integer primary key, council_id integer not null references councils (id), civilite text, prenom text,
    nom text not null, evidence text not null
);
create index if not exists people_names on people (nom, prenom);
-- An act a line, whole: `acts` below is what people read.
create table if not exists deliberations (
    number integer primary key, id text not null unique, source text not null references sources (sha256) on delete cascade, rang integer not null,
    council_id integer not null references councils (id), session_id integer not null references sessions (id),
    numero text, identifiant_acte text, matiere_code text, matiere_libelle text, objet text, visas text,
    considerants text, expose text, formule text, points text,
    en_exercice integer, presents integer, pouvoirs integer, excuses integer, absents integer, votants integer,
    quorum integer, suffrages_exprimes integer,
    resultat text, unanimite integer, scrutin text, pour integer, contre integer, abstentions integer,
    non_participants integer, blancs_nuls integer,
    president_id integer references people (id), secretaire_id integer references people (id),
    secretaire_auxiliaire_id integer references people (id), rapporteur_id integer references people (id),
    signataire_id integer references people (id),
    certifie_executoire integer, transmission text, reception_prefecture text, publication text, par_delegation integer,
    deduits text
);
create index if not exists acts_source on deliberations (source);
create index if not exists acts_session on deliberations (session_id);
create index if not exists acts_council on deliberations (council_id, session_id);
create index if not exists acts_contested on deliberations (contre) where contre > 0;
create table if not exists presences (
    act_id text not null references deliberations (id) on delete cascade, person_id integer not null references people (id),
    etat text not null, rang integer not null, texte text not null, qualite text,
    primary key (act_id, etat, rang)
) without rowid;
create index if not exists presences_person on presences (person_id, etat);
create table if not exists proxies (
    act_id text not null references deliberations (id) on delete cascade, rang integer not null,
    mandant_id integer not null references people (id), mandataire_id integer references people (id),
    primary key (act_id, rang)
) without rowid;
create index if not exists proxies_mandant on proxies (mandant_id);
create table if not exists votes (
    act_id text not null references deliberations (id) on delete cascade, person_id integer not null references people (id),
    sens text not null, rang integer not null, pouvoirs integer not null,
    primary key (act_id, sens, rang)
) without rowid;
create index if not exists votes_person on votes (person_id, sens);
create table if not exists warnings (
    act_id text not null references deliberations (id) on delete cascade, rang integer not null, code text not null,
    gravite text not null, message text not null, champs text, reference text,
    primary key (act_id, rang)
) without rowid;
create index if not exists warnings_code on warnings (code);
create table if not exists corrections (
    act_id text not null references deliberations (id) on delete cascade, rang integer not null, champ text not null, lu text,
    retenu text, motif text,
    primary key (act_id, rang)
) without rowid;
-- How each person met each session of the council, whatever the number of its acts: made anew at the end of a run.
-- A session is a day; acts without a date are one session a file. Of several states the first of these holds:
-- presents, represented (by a proxy), excuses, absents.
create table if not exists session_attendance (
    person_id integer not null references people (id) on delete cascade, seance text not null, etat text not null,
    primary key (person_id, seance)
) without rowid;
create virtual table if not exists acts_fts using fts5 (
    objet, expose, points, tokenize = "unicode61 remove_diacritics 2"
);

-- Views hold nothing: those of an earlier version give way.
drop view if exists votes_by_name;
drop view if exists attendance;
drop view if exists acts_by_year;
drop view if exists contested;
drop view if exists acts;
drop view if exists acts_list;

-- The acts for people, a line each.
create view acts as
select sessions.date, councils.nom as council, acts.numero, acts.objet, acts.resultat,
    nullif(ltrim(
        ifnull(acts.pour || ' pour' || iif(instr(acts.deduits, '/vote/pour'), ' (déduit)', ''), '')
        || ifnull(', ' || acts.contre || ' contre' || iif(instr(acts.deduits, '/vote/contre'), ' (déduit)', ''), '')
        || ifnull(
            ', ' || acts.abstentions || ' abstentions' || iif(instr(acts.deduits, '/vote/abstentions'), ' (déduit)', ''),
            ''
        ),
        ', '
    ), '') as votes,
    sources.fichier, acts.id as act_id
from deliberations as acts join sessions on sessions.id = acts.session_id join councils on councils.id = acts.council_id
join sources on sources.sha256 = acts.source;

-- How did somebody vote, and in whose place.
create view votes_by_name as
select people.nom, people.prenom, votes.sens, votes.pouvoirs, sessions.date, acts.numero, acts.objet, acts.id as act_id
from votes join people on people.id = votes.person_id join deliberations as acts on acts.id = votes.act_id
join sessions on sessions.id = acts.session_id;

-- In how many sessions somebody was there, represented by another, excused, absent: sessions, not acts.
create view attendance as
select people.id as person_id, people.nom, people.prenom, councils.nom as council, count(*) as sessions,
    sum(etat = 'presents') as presents, sum(etat = 'represented') as represented, sum(etat = 'excuses') as excuses,
    sum(etat = 'absents') as absents, sum(etat <> 'presents') as missed
from session_attendance join people on people.id = person_id join councils on councils.id = people.council_id
group by people.id;

create view acts_by_year as
select councils.nom as council, substr(sessions.date, 1, 4) as year, count(*) as acts
from deliberations as acts join sessions on sessions.id = acts.session_id join councils on councils.id = acts.council_id
group by councils.id, councils.nom, year;

create view contested as
select acts.id as act_id, councils.nom as council, sessions.date, acts.numero, acts.objet, acts.pour, acts.contre,
    acts.abstentions, acts.resultat, acts.deduits
from deliberations as acts join sessions on sessions.id = acts.session_id join councils on councils.id = acts.council_id
where acts.contre > 0;
