"""The words of a form, in English and in Spanish.

Only words for people are here. What is written into the cells an agency fills, the codes, is the
same in both languages; the sheet of codes says in the form's language what each means.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from milepost.submissions.template.columns import NUMBERS, Kind


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a form says that is not from the plan."""

    language: Literal["en", "es"]
    yes_no: tuple[str, str]
    months: tuple[str, ...]
    a_day: str
    sheets: Mapping[Kind, str]
    headers: Mapping[str, str]
    hints: Mapping[str, str]
    bounds: Mapping[str, str]
    absences: Mapping[str, str]
    reliability: Mapping[str, str]
    assertions: Mapping[str, str]
    units: Mapping[str, str]
    title: str
    how: str
    also: str
    divided: str
    total: str
    divided_how: str
    explanations_title: str
    explanations_how: str
    beyond: str
    assertions_title: str
    assertions_how: str
    instructions_title: str
    instructions: tuple[str, ...]
    limitations: str
    codes_title: str
    codes_how: str
    code: str
    meaning: str
    illustrative: str
    illustrative_banner: str
    sensitive_mark: str
    sensitive_banner: str
    on_a_day: str
    stands_on: str
    over_days: str
    event: str
    share: str
    dollars: str
    whole_number: str
    decimals: str
    part_of: str
    between: str
    from_to: str
    or_more: str
    or_less: str
    no_date: str
    no_target: str
    no_values: str
    warning: str
    page: str

    def day(self, day: dt.date) -> str:
        """A day as it is said."""
        return self.a_day.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def unit(self, unit: str) -> str:
        """A unit of the plan; percent and dollars have a word in each language."""
        return self.units.get(unit, unit)


ENGLISH: Final = Words(
    language="en",
    yes_no=("yes", "no"),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    a_day="{month} {day}, {year}",
    sheets=MappingProxyType(
        {
            "metrics": "Metrics",
            "explanations": "Explanations",
            "assertions": "Certification",
            "instructions": "Instructions",
            "codes": "Codes",
        }
    ),
    headers=MappingProxyType(
        {
            "measure": "Measure",
            "period": "Period",
            "title": "Title",
            "definition": "Definition",
            "counts": "What counts",
            "unit": "Unit",
            "last_four": "Last values",
            "target": "Target",
            "value": "Value",
            "of": "Of",
            "bound": "Bound",
            "absence": "If no number, why",
            "reliability": "Reliability",
            "source": "Source",
            "note": "Note",
            "name": "Name",
            "why": "Why",
            "action": "What will be done",
            "by_when": "By when",
            "assertion": "Id",
            "statement": "Statement",
            "answer": "Answer",
            "comment": "Comment",
        }
    ),
    hints=MappingProxyType(
        {
            "period": "The day for which the value holds: 2009-06-30. Change it if it is another.",
            "value": f"The number, such as {NUMBERS}, or 0 if there were none. Also: at least 280, "
            "about 14, 25-33, 4 of 10. No number? Leave it empty and choose why.",
            "of": "Only for a part of a whole: of how many. For 4 of 10 write 10.",
            "bound": "Only where the number is not exact. Choose from the list.",
            "absence": "Only where there is no number. Choose from the list and say more in the "
            "note.",
            "reliability": "Your own assessment of the figure. Choose from the list, or leave it "
            "empty.",
            "source": "Where the figure is from: system, report, date.",
            "note": "What a reader must know. With no number: why, and until when.",
            "measure": "Choose the measure you explain.",
            "why": "Why the result is above or below its target.",
            "action": "What will be done about it.",
            "by_when": "The date by which it will be done: 2009-12-31.",
            "answer": "Choose yes or no.",
            "official-name": "Full name of the official who certifies.",
            "official-title": "Title of the official.",
            "official-date": "Date of the certification: 2009-10-15.",
            "comment": "Needed where the answer is no.",
            "code": "The code of the row. Choose from the list.",
        }
    ),
    bounds=MappingProxyType(
        {
            "exact": "exactly",
            "about": "about",
            "at least": "at least",
            "more than": "more than",
            "at most": "at most",
            "less than": "less than",
            "between": "between",
        }
    ),
    absences=MappingProxyType(
        {
            "not tracked": "not tracked",
            "not available": "not available",
            "not yet due": "not yet due",
            "not applicable": "not applicable",
            "withheld": "withheld",
            "withdrawn": "withdrawn",
        }
    ),
    reliability=MappingProxyType(
        {
            "sufficiently reliable": "sound enough for this report",
            "not sufficiently reliable": "not sound enough; say in the note why",
            "undetermined": "not assessed, or not yet known",
        }
    ),
    assertions=MappingProxyType(
        {
            "system": "The performance reporting system is appropriate and applied.",
            "explanations": "Explanations for missed targets are reasonable.",
            "targets": "The methodology to set targets is reasonable and applied.",
            "measures": "Adequate measures exist for all significant activities.",
            "official-name": "Certifying official: name",
            "official-title": "Certifying official: title",
            "official-date": "Date",
        }
    ),
    units=MappingProxyType({}),
    title="{name} ({agency}): report for {period}, {begin} to {end}",
    how="Fill the yellow cells, one row for each measure. Write 0 if there were none; if there is "
    f"no number, choose why. Numbers: {NUMBERS}.",
    also="Also fill: {sheets}.",
    divided="{title}: one row for each {by}",
    total="Total",
    divided_how="Fill every row. An empty row is not a zero: write 0 where there were none. "
    f"Numbers: {NUMBERS}.",
    explanations_title="Explanations: why results differ from their targets",
    explanations_how="One row for each measure you explain; leave the rest empty.",
    beyond="Explain every result more than {percent}% above or below its target.",
    assertions_title="Certification: the four assertions of ONDCP's circular of 22 October 2019",
    assertions_how="The official who is accountable for the report answers yes or no, and signs "
    "with name, title and date.",
    instructions_title="How to fill this form",
    instructions=(
        (
            "Fill the yellow cells only. The Tab key takes you from one to the next. The rest is "
            "locked."
        ),
        "Sheet Metrics: one row for each measure. Write the number in the column Value.",
        "None at all? Write 0. An empty cell is never read as 0.",
        "No number? Leave Value empty, choose why in the column for it, and say more in the note.",
        f"Write numbers as {NUMBERS}: thousands with a comma or not at all, decimals with a point.",
        "A percentage is written as 47 or 47%, never as 0.47.",
        "Not exact? Choose a bound, or write it: at least 280, about 14, 25-33.",
        "A part of a whole? Write both: 4 in Value and 10 in Of.",
        "The last sheet, Codes, says what each word in the lists means.",
        "Save the file under its own name and send it back. You get a receipt.",
    ),
    limitations="What the figures do not tell",
    codes_title="Codes: the words in the lists, and what they mean",
    codes_how="The codes are the same in every language.",
    code="Code",
    meaning="Meaning",
    illustrative="illustrative",
    illustrative_banner="ILLUSTRATIVE: made-up figures. Not for reporting.",
    sensitive_mark="law enforcement sensitive",
    sensitive_banner="LAW ENFORCEMENT SENSITIVE: handle this file accordingly.",
    on_a_day="As of {end}, or the day you write.",
    stands_on="As it stands on {end}.",
    over_days="From {begin} to {end}.",
    event="1 once it has happened, else 0.",
    share="A share from 0 to 100, or a part and its whole.",
    dollars="In dollars, written out.",
    whole_number="A whole number.",
    decimals="Decimals: up to {number}.",
    part_of="{part} of {whole}",
    between="between {low} and {high}",
    from_to="{low} to {high}",
    or_more="{end} or more",
    or_less="{end} or less",
    no_date="no date",
    no_target="no target",
    no_values="none yet",
    warning="This does not look like a number. If you mean it, choose Yes.",
    page="Page &P of &N",
)

SPANISH: Final = Words(
    language="es",
    yes_no=("sí", "no"),
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    a_day="{day} de {month} de {year}",
    sheets=MappingProxyType(
        {
            "metrics": "Metrics",
            "explanations": "Explicaciones",
            "assertions": "Certificación",
            "instructions": "Instrucciones",
            "codes": "Códigos",
        }
    ),
    headers=MappingProxyType(
        {
            "measure": "Indicador",
            "period": "Periodo",
            "title": "Título",
            "definition": "Definición",
            "counts": "Qué se cuenta",
            "unit": "Unidad",
            "last_four": "Últimos valores",
            "target": "Meta",
            "value": "Valor",
            "of": "De un total de",
            "bound": "Límite",
            "absence": "Si no hay número, por qué",
            "reliability": "Confiabilidad",
            "source": "Fuente",
            "note": "Nota",
            "name": "Nombre",
            "why": "Por qué",
            "action": "Qué se hará",
            "by_when": "Para cuándo",
            "assertion": "Id",
            "statement": "Declaración",
            "answer": "Respuesta",
            "comment": "Comentario",
        }
    ),
    hints=MappingProxyType(
        {
            "period": "El día al que corresponde el valor: 2009-06-30. Cámbielo si es otro.",
            "value": f"El número, por ejemplo {NUMBERS}, o 0 si no hubo ninguno. También 25-33. "
            "¿No hay número? Deje la celda vacía y elija por qué.",
            "of": "Sólo si es parte de un total. Para 4 de 10, escriba 10 aquí.",
            "bound": "Sólo si el número no es exacto. Elija de la lista.",
            "absence": "Sólo si no hay número. Elija de la lista y explique en la nota.",
            "reliability": "Su propia evaluación del dato. Elija de la lista o deje vacío.",
            "source": "De dónde viene el dato: sistema, informe, fecha.",
            "note": "Lo que el lector debe saber. Si no hay número: por qué y hasta cuándo.",
            "measure": "Elija el indicador que explica.",
            "why": "Por qué el resultado está por encima o por debajo de su meta.",
            "action": "Qué se hará al respecto.",
            "by_when": "La fecha en que se hará: 2009-12-31.",
            "answer": "Elija sí o no.",
            "official-name": "Nombre completo del funcionario que certifica.",
            "official-title": "Cargo del funcionario.",
            "official-date": "Fecha de la certificación: 2009-10-15.",
            "comment": "Necesario si la respuesta es no.",
            "code": "El código de la fila. Elija de la lista.",
        }
    ),
    bounds=MappingProxyType(
        {
            "exact": "exactamente",
            "about": "alrededor de",
            "at least": "al menos",
            "more than": "más de",
            "at most": "como máximo",
            "less than": "menos de",
            "between": "entre dos números",
        }
    ),
    absences=MappingProxyType(
        {
            "not tracked": "no se registra",
            "not available": "no disponible",
            "not yet due": "aún no corresponde informar",
            "not applicable": "no aplica",
            "withheld": "reservado",
            "withdrawn": "retirado",
        }
    ),
    reliability=MappingProxyType(
        {
            "sufficiently reliable": "suficientemente confiable para este informe",
            "not sufficiently reliable": "no suficientemente confiable; diga por qué en la nota",
            "undetermined": "no evaluado, o aún no se sabe",
        }
    ),
    assertions=MappingProxyType(
        {
            "system": "El sistema de informes de desempeño es adecuado y se aplica.",
            "explanations": "Las explicaciones de las metas no cumplidas son razonables.",
            "targets": "El método para fijar las metas es razonable y se aplica.",
            "measures": "Existen indicadores adecuados para todas las actividades importantes.",
            "official-name": "Funcionario que certifica: nombre",
            "official-title": "Funcionario que certifica: cargo",
            "official-date": "Fecha",
        }
    ),
    units=MappingProxyType({"percent": "por ciento", "USD": "dólares de EE. UU."}),
    title="{name} ({agency}): informe de {period}, del {begin} al {end}",
    how="Llene las celdas amarillas, una fila por indicador. Escriba 0 si no hubo ninguno; si no "
    f"hay número, elija por qué. Números: {NUMBERS}.",
    also="Llene también: {sheets}.",
    divided="{title}: una fila por {by}",
    total="Total",
    divided_how="Llene todas las filas. Una fila vacía no es un cero: escriba 0 donde no hubo "
    f"ninguno. Números: {NUMBERS}.",
    explanations_title="Explicaciones: por qué los resultados difieren de sus metas",
    explanations_how="Una fila por cada indicador que explica; deje vacías las demás.",
    beyond="Explique todo resultado que esté más de {percent}% por encima o por debajo de su meta.",
    assertions_title="Certificación: las cuatro declaraciones de la circular de ONDCP del 22 de "
    "octubre de 2019",
    assertions_how="El funcionario responsable del informe contesta sí o no, y firma con nombre, "
    "cargo y fecha.",
    instructions_title="Cómo llenar este formulario",
    instructions=(
        (
            "Llene sólo las celdas amarillas. La tecla Tab lleva de una a otra. Lo demás está "
            "bloqueado."
        ),
        "Hoja Metrics: una fila por indicador. Escriba el número en la columna Valor.",
        "¿Ninguno? Escriba 0. Una celda vacía nunca se lee como 0.",
        "¿No hay número? Deje Valor vacío, elija por qué en su columna y explique en la nota.",
        (
            f"Escriba los números como {NUMBERS}: los miles con coma o sin nada, los decimales con "
            "punto."
        ),
        "Un porcentaje se escribe 47 o 47%, nunca 0.47.",
        "¿No es exacto? Elija un límite de la lista. Un intervalo se escribe 25-33.",
        "¿Es parte de un total? Escriba los dos: 4 en Valor y 10 en De un total de.",
        "La última hoja, Códigos, dice qué significa cada palabra de las listas.",
        "Guarde el archivo con su nombre y devuélvalo. Recibirá un acuse de recibo.",
    ),
    limitations="Lo que las cifras no dicen",
    codes_title="Códigos: las palabras de las listas y su significado",
    codes_how="Los códigos son los mismos en todos los idiomas.",
    code="Código",
    meaning="Significado",
    illustrative="ilustrativo",
    illustrative_banner="ILUSTRATIVO: cifras inventadas. No sirve para informar.",
    sensitive_mark="reservado para las autoridades",
    sensitive_banner="LAW ENFORCEMENT SENSITIVE: información reservada para las autoridades; trate "
    "este archivo como tal.",
    on_a_day="Al {end}, o al día que escriba.",
    stands_on="Lo que hay al {end}.",
    over_days="Del {begin} al {end}.",
    event="1 si ya ocurrió; si no, 0.",
    share="Una proporción de 0 a 100, o una parte y su total.",
    dollars="En dólares, con todas las cifras.",
    whole_number="Un número entero.",
    decimals="Decimales: hasta {number}.",
    part_of="{part} de {whole}",
    between="entre {low} y {high}",
    from_to="de {low} a {high}",
    or_more="{end} o más",
    or_less="{end} o menos",
    no_date="sin fecha",
    no_target="sin meta",
    no_values="ninguno todavía",
    warning="Esto no parece un número. Si es lo que quiere escribir, elija Sí.",
    page="Página &P de &N",
)

WORDS: Final[Mapping[str, Words]] = MappingProxyType({"en": ENGLISH, "es": SPANISH})
