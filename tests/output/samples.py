"""Sample texts in Dutch, as a school would have them."""

from __future__ import annotations

from sopforms.core.blocks import (
    Chart,
    ChartRow,
    Gap,
    Heading,
    ListBlock,
    Paragraph,
    Part,
    Quote,
    Sentence,
    Source,
    Span,
    Table,
    Text,
    paragraph,
    plain,
)

LABELS = ("Nog niet", "Soms", "Meestal", "Altijd")
CHART = Chart(
    title="Wat zegt het team?",
    summary="Het team is het eens over de instructie en verschilt van mening over evalueren.",
    labels=LABELS,
    rows=(
        ChartRow(
            "Ik stem mijn uitleg af op leerlingen die meer of juist minder uitleg nodig hebben.",
            (0, 2, 9, 5),
            1,
        ),
        ChartRow(
            "In mijn groep werken wij met doelen die wij drie keer per jaar evalueren.", (4, 3, 3, 6), 2, True
        ),
        ChartRow("Ouders praten mee over het plan voor hun kind.", (1, 0, 7, 8)),
    ),
    hidden=("Leerlingen praten mee over hun eigen plan.",),
)
HALVES = Chart(
    title="Lukt het op tijd?",
    summary="Twee van de zeven zeggen dat het vaak lukt.",
    labels=("Lager", "Hoger"),
    rows=(ChartRow("Wij passen het plan op tijd aan.", (5, 2)),),
    halves=True,
)
PROVISIONS = Table(
    "Extra hulp bij ons en dichtbij",
    ("Hulp", "Waar", "Toelichting"),
    (
        (
            plain("Kleine groep voor lezen"),
            plain("op onze locatie"),
            plain("Twee keer per week, tien weken lang."),
        ),
        (plain("Prikkelarme werkplek"), plain("op onze locatie"), plain("")),
        (plain("Groep voor kinderen die veel aankunnen"), plain("via bestuur of SWV"), plain("Op woensdag.")),
    ),
)
BASIC = Quote(
    (
        paragraph(
            "Elke school signaleert op tijd dat een kind meer nodig heeft.",
            "Dat gebeurt in een vaste cyclus.",
        ),
        ListBlock(((plain("Een veilige school."),), (plain("Hulp bij lezen, spelling en rekenen."),))),
    ),
    "Samenwerkingsverband Noorderlicht, Basisondersteuning 2026-2030",
)
CHAPTER = Part(
    "ch3",
    "Basisondersteuning",
    (
        BASIC,
        Paragraph(
            (
                Sentence(
                    (Span("Wij stemmen onze uitleg af op uw kind."),), (Source("BO-01", "mediaan", 16),)
                ),
                Sentence(
                    (Span("Soms lukt dat "), Span("nog niet", strong=True), Span(" in elke groep.")),
                    (Source("BO-02", n=1, decided_by="het team"),),
                ),
            )
        ),
        Heading(3, "Rust & prikkels: < 5 kinderen, > 2 uur, “samen”, € 3"),
        paragraph(
            "Elke groep heeft een stille plek. De juf of meester spreekt af wanneer een kind die gebruikt."
        ),
        Gap("Bij ‘Evalueren’ is nog geen keuze gemaakt.", "BO-03"),
        CHART,
    ),
)
HELP = Part(
    "g2",
    "Extra hulp op onze school",
    (
        paragraph("Wij bieden extra hulp in de klas en in kleine groepen."),
        PROVISIONS,
        ListBlock(
            (
                (plain("Eerst praat u met de leerkracht."),),
                (plain("Daarna met de intern begeleider."), plain("Die kijkt mee in de klas.")),
            ),
            ordered=True,
        ),
        Paragraph(
            (
                Sentence(
                    (
                        Span("Meer weten? Bel "),
                        Span("030 123 45 67", href="tel:0301234567"),
                        Span(" of lees "),
                        Span("de pagina voor ouders", emphasis=True, href="https://school.example/hulp"),
                        Span("."),
                    )
                ),
            )
        ),
    ),
)
LIMITS = Part(
    "g4",
    "Wat lastig is op onze school",
    (
        paragraph(
            "Soms kunnen wij niet bieden wat een kind nodig heeft.",
            "Wij bekijken dat altijd per kind en samen met u.",
            "Lukt het bij ons niet, dan zoeken wij een school die wel kan helpen.",
        ),
    ),
)
TEXT = Text("Ondersteuningsaanbod De Tintelgaard", (CHAPTER, HELP, LIMITS))
