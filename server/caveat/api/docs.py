"""/openapi.json and /docs: the contract for programs and for people, both out of the views and models themselves."""

import json
from typing import Any, cast

from flask import Blueprint, Response, current_app, render_template
from flask_openapi3 import OpenAPI

PREFIX = "#/components/schemas/"

pages = Blueprint("docs", __name__, template_folder="templates")


@pages.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI 3.1 document."""
    return Response(text(_app()), mimetype="application/json")


@pages.get("/docs")
def page() -> str:
    """The same document as a page. It needs no script and no network."""
    return render_template("docs.html", doc=document(_app()), type_of=type_of)


def _app() -> OpenAPI:
    return cast(OpenAPI, current_app)


def text(app: OpenAPI) -> str:
    """The document as it is written to extension/openapi.json."""
    return json.dumps(document(app), ensure_ascii=False, indent=2) + "\n"


def document(app: OpenAPI) -> dict[str, Any]:
    """What flask-openapi3 collected, without the HTML and the copies of schemas that it puts in."""
    doc = app.api_doc
    schemas = doc["components"]["schemas"]
    for schema in schemas.values():
        schema.pop("$defs", None)
    doc["components"]["schemas"] = dict(sorted(schemas.items()))
    for path in doc["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)  # said by 4XX
            if "description" in operation:
                operation["description"] = operation["description"].replace("<br/>", " ").strip()
            operation["responses"] = dict(sorted(operation["responses"].items()))
    return doc


def type_of(schema: dict[str, Any]) -> list[tuple[str, str | None]]:
    """A schema in words: pairs of a word and the schema it links to."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(PREFIX)
        return [(name, name)]
    if "anyOf" in schema:
        parts = [type_of(one) for one in schema["anyOf"]]
        return [word for part in parts for word in (*part, (" or ", None))][:-1]
    if "enum" in schema:
        return [(" | ".join(map(str, schema["enum"])), None)]
    if "const" in schema:
        return [(str(schema["const"]), None)]
    if schema.get("type") == "array":
        return [("list of ", None), *type_of(schema.get("items", {}))]
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return [("map to ", None), *type_of(schema["additionalProperties"])]
    return [(schema.get("format") or schema.get("type") or "anything", None)]
