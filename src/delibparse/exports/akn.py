"""`akn`: an act as Akoma Ntoso 3.0 XML (OASIS LegalDocML): identification, preamble, body, conclusions.

The AKN schema is shipped by no package of the registries that the project uses: the documents are held to the
assertions of tests/test_exports.py instead (element names, order and required attributes of `act`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from delibparse.model.fields import SIDES
from delibparse.model.people import council_of, fold
from delibparse.model.stream import Act

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SOURCE = "#delibparse"
UNKNOWN_DATE = "0001-01-01"
"""FRBRdate is required: what AKN uses where no date is known."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 does not allow."""


def document(act: Act) -> bytes:
    """The XML of an act, in UTF-8."""
    root = Element("akomaNtoso", xmlns=NAMESPACE)
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
    held = act.seance.date or UNKNOWN_DATE
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
    _analysis(meta, act)
    references = SubElement(meta, "references", source=SOURCE)
    name = _clean(act.collectivite.nom or act.organe or "")
    SubElement(references, "TLCOrganization", eId="conseil", href=f"/ontology/organization/{council}", showAs=name)
    SubElement(
        references, "TLCOrganization", eId="delibparse", href="/ontology/organization/delibparse", showAs="delibparse"
    )
    for eid, who in _everyone(act).items():
        SubElement(references, "TLCPerson", eId=eid, href=f"/ontology/person/{council}/{eid}", showAs=_clean(who))


def _everyone(act: Act) -> dict[str, str]:
    """The eId of each person present or voting, and the name as printed."""
    voters = (voter.personne for side in SIDES for voter in getattr(act.vote.noms, side))
    people = [*act.presents, *(who for who in voters if who is not None)]
    return {_eid(who.texte): who.texte for who in people}


def _eid(text: str) -> str:
    return f"person_{fold(text) or 'inconnu'}"


def _analysis(meta: Element, act: Act) -> None:
    """The vote and the quorum."""
    if act.vote.resultat is None and act.vote.pour is None and act.effectif.presents is None and not act.presents:
        return
    judicial = SubElement(meta, "analysis", source=SOURCE)
    analysis = SubElement(judicial, "parliamentary")
    if act.effectif.en_exercice is not None or act.effectif.presents is not None or act.presents:
        present = act.effectif.presents if act.effectif.presents is not None else len(act.presents)
        quorum = SubElement(analysis, "quorumVerification", refersTo="#conseil", outcome="#quorum", eId="quorum_1")
        if act.effectif.en_exercice is not None:
            SubElement(
                quorum, "count", eId="count_exercice", value=str(act.effectif.en_exercice), refersTo="#en_exercice"
            )
        SubElement(quorum, "count", eId="count_presents", value=str(present), refersTo="#presents")
    outcome = act.vote.resultat or "inconnu"
    voting = SubElement(analysis, "voting", refersTo="#conseil", outcome=f"#{outcome}", eId="voting_1")
    for side in SIDES:
        value = getattr(act.vote, side)
        if value is not None:
            SubElement(voting, "count", eId=f"count_{side}", value=str(value), refersTo=f"#{side}")


def _preface(body: Element, act: Act) -> None:
    preface = SubElement(body, "preface")
    for name, text in (("docTitle", act.objet), ("docNumber", act.numero)):
        if text:
            SubElement(SubElement(preface, "p"), name).text = _clean(text)
    if act.seance.date:
        day = SubElement(SubElement(preface, "p"), "docDate", date=act.seance.date)
        day.text = act.seance.date
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
    dates = {"publication": act.formalites.publication, "réception": act.formalites.reception_prefecture}
    if signatory is None and not any(dates.values()):
        return
    end = SubElement(body, "conclusions")
    for name, day in dates.items():
        if day:
            line = SubElement(end, "p")
            line.text = f"{name} : "
            SubElement(line, "date", date=day).text = day
    if signatory is not None:
        SubElement(SubElement(end, "p"), "signature").text = _clean(signatory.texte)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
