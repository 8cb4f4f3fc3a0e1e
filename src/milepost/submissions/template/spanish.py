"""The words of a form in Spanish."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from milepost.submissions.template.columns import NUMBERS
from milepost.submissions.template.words import Words

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
        "¿Es una estimación de una muestra? Escriba su error estándar: 47.3 (error estándar 1.2).",
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
    estimate="{number} (error estándar {error})",
    from_to="de {low} a {high}",
    or_more="{end} o más",
    or_less="{end} o menos",
    no_date="sin fecha",
    no_target="sin meta",
    no_values="ninguno todavía",
    warning="Esto no parece un número. Si es lo que quiere escribir, elija Sí.",
    page="Página &P de &N",
)
