"""Turn a record into the codes of the form that was in force until 2023-06-30."""

from datetime import datetime

from crashes.codes import CodeVersion
from crashes.demo_city.daylight import is_dark, is_twilight
from crashes.demo_city.people import NO_CONTACT, NOT_A_VEHICLE, UNKNOWN_CONTACT, Party
from crashes.demo_city.recorded import Recorded

# Correspondence by meaning; a code that is not named has the same number and meaning in both.
OLD_CAUSES = {
    **dict.fromkeys(("71", "72", "73", "74", "75", "78", "80"), "06"),  # 未依規定讓車
    **dict.fromkeys(("81", "82", "83", "84"), "25"),  # 違反號誌管制或指揮
    **dict.fromkeys(("92", "96"), "26"),  # 違反特定標誌(線)禁制
    **dict.fromkeys(("104", "108", "110"), "23"),  # 未注意車前狀態
    **dict.fromkeys(("102", "116"), "42"),
    "70": "15",  # 搶越行人穿越道
    "100": "07",  # 變換車道或方向不當
    "111": "41",
    "119": "43",
    "121": "51",
    "122": "52",
}
OLD_TYPES = {"36": "25", "37": "26", "38": "26"}
OLD_ROAD_FORMS = {"18": "16"}  # 圓環
OLD_SIGHTS = {"13": "7", "8": "3", "10": "5"}
OLD_PROTECTION = {"5": "1", "6": "1", "7": "1"}
DAYLIGHT, TWILIGHT, NIGHT_LIT, NIGHT_UNLIT = "1", "2", "3", "4"
UNLIT = "7"


def in_force(recorded: Recorded) -> Recorded:
    """Return the record in the codes of the edition that was in force on its day."""
    when: datetime = recorded.crash["occurred_at"]
    if CodeVersion.on(when.date()) == CodeVersion.FROM_2023_07:
        return recorded
    crash = recorded.crash
    return Recorded(
        crash
        | {
            "code_version": CodeVersion.UNTIL_2023_06.value,
            "light_code": _light(crash["light_code"], when),
            "road_form_code": OLD_ROAD_FORMS.get(crash["road_form_code"], crash["road_form_code"]),
            "sight_code": OLD_SIGHTS[crash["sight_code"]],
            "crash_type_code": OLD_TYPES.get(crash["crash_type_code"], crash["crash_type_code"]),
            "main_cause_code": OLD_CAUSES.get(crash["main_cause_code"], crash["main_cause_code"]),
        },
        tuple(_old_party(party) for party in recorded.parties),
    )


def _light(code: str, when: datetime) -> str:
    if is_twilight(when):
        return TWILIGHT
    if not is_dark(when):
        return DAYLIGHT
    return NIGHT_UNLIT if code == UNLIT else NIGHT_LIT


def _old_party(party: Party) -> Party:
    if party["kind_code"] is None:
        return party | {"cause_code": OLD_CAUSES.get(party["cause_code"], party["cause_code"])}
    return party | {
        "cause_code": OLD_CAUSES.get(party["cause_code"], party["cause_code"]),
        "protection_code": OLD_PROTECTION.get(party["protection_code"], party["protection_code"]),
        **{
            column: _old_contact(party["kind_code"], party[column])
            for column in ("contact_first_code", "contact_other_code")
        },
    }


def _old_contact(kind_code: str, code: str | None) -> str | None:
    """Return the contact part: the older form had none for bicycles, and no "no contact"."""
    if code is not None and kind_code[0] == "F":
        return NOT_A_VEHICLE
    return UNKNOWN_CONTACT if code == NO_CONTACT else code
