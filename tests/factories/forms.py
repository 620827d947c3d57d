"""What a browser sends of a form that nobody changed."""

from typing import Any

from bs4 import BeautifulSoup, Tag


def sent(html: str, form: str = "form[data-edit-form]") -> dict[str, list[str]]:
    """Name of each field → its values, in their order."""
    found = BeautifulSoup(html, "html.parser").select_one(form)
    assert found is not None, f"no {form}"
    values: dict[str, list[str]] = {}
    for field in found.select("input[name], select[name], textarea[name]"):
        values.setdefault(str(field["name"]), []).extend(_values(field))
    return {name: given for name, given in values.items() if given}


def _values(field: Tag) -> list[str]:
    if field.name == "textarea":
        return [field.text.removeprefix("\n")]
    if field.name == "select":
        options = field.select("option")
        chosen = [option for option in options if option.has_attr("selected")] or options[:1]
        return [str(option.get("value", "")) for option in chosen]
    if field.get("type") in ("checkbox", "radio"):
        return [str(field.get("value", "on"))] if field.has_attr("checked") else []
    return [] if field.get("type") in ("submit", "file", "button") else [str(field.get("value", ""))]


def stream(prefix: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The same of a stream field, which scripts draw; `rows` as it is stored."""
    data: dict[str, Any] = {f"{prefix}-count": len(rows)}
    for index, row in enumerate(rows):
        own = f"{prefix}-{index}"
        data |= {f"{own}-deleted": "", f"{own}-order": index, f"{own}-type": row["type"], f"{own}-id": row["id"]}
        for name, value in row["value"].items():
            if isinstance(value, list):
                data |= stream(f"{own}-value-{name}", value)
            elif value is True:
                data[f"{own}-value-{name}"] = "on"
            elif value is not False:
                text = "" if value is None else value
                data[f"{own}-value-{name}"] = text.replace("\n", "\r\n") if isinstance(text, str) else text
    return data
