"""The official wordings, as found in public copies of grant agreements and of the European Commission's guidance.

Staff can replace them (AcknowledgementWording) and go back to them. ``{authority}`` stands for the granting
authority, ``{number}`` for the grant number.
"""

from dataclasses import dataclass

from projects.acknowledgement.families import Family, Role

# Changes whenever a text below does.
VERSION = "2026-11"
SOURCE = (
    "Grant agreement models 2021–2027 (article 17) and Horizon 2020 (article 29.4), Interreg and RRF visibility "
    "rules. The endings of the French and Dutch disclaimers, and the French, Dutch and German sentences for Horizon "
    "2020, vary between public copies: to be checked once by the grant officer."
)


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A statement and the disclaimer that follows it, which may be empty."""

    statement: str
    disclaimer: str = ""


_FUNDED = {
    "fr": "Financé par l’Union européenne",
    "en": "Funded by the European Union",
    "nl": "Gefinancierd door de Europese Unie",
    "de": "Finanziert von der Europäischen Union",
}
_COFUNDED = {
    "fr": "Cofinancé par l’Union européenne",
    "en": "Co-funded by the European Union",
    "nl": "Medegefinancierd door de Europese Unie",
    "de": "Kofinanziert von der Europäischen Union",
}
_DISCLAIMER = {
    "fr": "Les points de vue et avis exprimés n’engagent toutefois que leur(s) auteur(s) et ne reflètent pas "
    "nécessairement ceux de l’Union européenne ou de {authority}. Ni l’Union européenne ni l’autorité chargée de "
    "l’octroi ne sauraient en être tenues pour responsables.",
    "en": "Views and opinions expressed are however those of the author(s) only and do not necessarily reflect those "
    "of the European Union or {authority}. Neither the European Union nor the granting authority can be held "
    "responsible for them.",
    "nl": "De hier geuite ideeën en meningen komen echter uitsluitend voor rekening van de auteur(s) en geven niet "
    "noodzakelijkerwijs die van de Europese Unie of {authority} weer. Noch de Europese Unie, noch de "
    "subsidieverstrekker kan ervoor aansprakelijk worden gesteld.",
    "de": "Die geäußerten Ansichten und Meinungen entsprechen jedoch ausschließlich denen des Autors bzw. der "
    "Autoren und spiegeln nicht zwingend die der Europäischen Union oder {authority} wider. Weder die Europäische "
    "Union noch die Bewilligungsbehörde können dafür verantwortlich gemacht werden.",
}
_H2020 = {
    "fr": "Ce projet a reçu un financement du programme de recherche et d’innovation Horizon 2020 de l’Union "
    "européenne au titre de la convention de subvention n°\u00a0{number}.",
    "en": "This project has received funding from the European Union’s Horizon 2020 research and innovation "
    "programme under grant agreement No\u00a0{number}.",
    "nl": "Dit project heeft financiering ontvangen uit het onderzoeks- en innovatieprogramma Horizon 2020 van de "
    "Europese Unie in het kader van subsidieovereenkomst nr.\u00a0{number}.",
    "de": "Dieses Projekt wurde im Rahmen der Finanzhilfevereinbarung Nr.\u00a0{number} aus dem Forschungs- und "
    "Innovationsprogramm Horizont 2020 der Europäischen Union gefördert.",
}
_BY_ROLE = {Role.FUNDED.value: _FUNDED, Role.COFUNDED.value: _COFUNDED}


def _texts() -> dict[tuple[str, str, str], OfficialText]:
    texts: dict[tuple[str, str, str], OfficialText] = {}
    for language, disclaimer in _DISCLAIMER.items():
        for role, statements in _BY_ROLE.items():
            texts[Family.DIRECT_2021, role, language] = OfficialText(statements[language], disclaimer)
            texts[Family.INTERREG_2021, role, language] = OfficialText(statements[language])
        texts[Family.H2020, "", language] = OfficialText(_H2020[language])
        texts[Family.RRF, "", language] = OfficialText(f"{_FUNDED[language]} – NextGenerationEU")
    return texts


_TEXTS = _texts()


def official_text(family: str, role: str, language: str) -> OfficialText | None:
    """Return the official wording in a language, None where there is none in it."""
    return _TEXTS.get((family, role, language))
