"""Writes a request as a vendor's endpoint takes it: messages, shape and limit, with the vendor's quirks."""

import json
from typing import Any

from caveat.providers.nouns import Request
from caveat.providers.roster import Vendor

_TOLD = "Answer with one JSON object and nothing else. It fits this JSON schema:\n"
_KEPT = {"type", "properties", "required", "items", "enum", "const", "anyOf", "description", "additionalProperties"}
"""What every vendor's decoder understands of a JSON schema; the rest is checked here, when the answer has come."""
_COUNTED = _KEPT | {"minItems", "maxItems"}
"""What the decoders of local models understand; a small one goes on with a list for as long as it may."""
_READ = _COUNTED | {"minLength", "maxLength", "minimum", "maximum", "pattern"}
"""What stands in the prompt."""


def body(vendor: Vendor, request: Request[Any]) -> dict[str, Any]:
    """The JSON body of a request to the chat completions of `vendor`."""
    schema = request.shape.model_json_schema()
    messages = [{"role": one.role, "content": one.content} for one in request.messages]
    told = _TOLD + json.dumps(strict(schema, _READ), ensure_ascii=False)
    if messages[0]["role"] == "system":
        messages[0]["content"] += "\n\n" + told
    else:
        messages.insert(0, {"role": "system", "content": told})
    if not vendor.system:
        first = "\n\n".join(one["content"] for one in messages if one["role"] == "system")
        messages = [one for one in messages if one["role"] != "system"]
        messages[0]["content"] = first + "\n\n" + messages[0]["content"]
    made: dict[str, Any] = {"model": vendor.asked_model, "messages": messages, "stream": False}
    made[vendor.known.tokens] = request.max_tokens
    if vendor.structure == "json_schema":
        held = strict(schema, _COUNTED if vendor.known.local else _KEPT)
        shape = {"name": "answer", "strict": True, "schema": held}
        made["response_format"] = {"type": "json_schema", "json_schema": shape}
    elif vendor.structure == "json_object":
        made["response_format"] = {"type": "json_object"}
    return made | vendor.parameters


def strict(schema: dict[str, Any], words: set[str]) -> dict[str, Any]:
    """A schema as strict decoders want it, in these words: no references, all properties required, and no others."""
    definitions = schema.get("$defs", {})

    def plain(part: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in part:
            return plain(definitions[part["$ref"].rpartition("/")[2]])
        kept = {name: value for name, value in part.items() if name in words}
        if "properties" in kept:
            kept["properties"] = {name: plain(value) for name, value in kept["properties"].items()}
            kept |= {"required": list(kept["properties"]), "additionalProperties": False}
        if "items" in kept:
            kept["items"] = plain(kept["items"])
        if "anyOf" in kept:
            kept["anyOf"] = [plain(one) for one in kept["anyOf"]]
        return kept

    return plain(schema)
