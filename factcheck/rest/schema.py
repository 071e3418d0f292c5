"""What drf-spectacular cannot see in the views: the errors that every address may answer with."""

from __future__ import annotations

from typing import Any

from factcheck.errors import PROBLEM_JSON

PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "const": "about:blank"},
        "title": {"type": "string", "description": "The status in words."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What went wrong this time, for people."},
        "errors": {
            "type": "array",
            "description": "What is wrong with the input.",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "Where in the body: a JSON pointer, `#/url`.",
                    },
                    "parameter": {"type": "string", "description": "Which parameter of the address."},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}

DESCRIPTIONS = {
    "400": "The body is not JSON.",
    "401": "There is no token, or it does not work.",
    "403": "You may not do this.",
    "404": "There is no such object.",
    "409": "This does not fit the state of things.",
    "413": "The body is too large.",
    "415": "The body is not sent as application/json.",
    "422": "A field or a parameter is wrong; `errors` names each.",
}


def add_problems(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Add the problem document, and to each operation the statuses that it may come with."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status in _statuses(path, method):
                operation["responses"][status] = {
                    "description": DESCRIPTIONS[status],
                    "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                }
    return result


def _statuses(path: str, method: str) -> list[str]:
    # A token that does not work is refused even where none is needed.
    found = ["401", "422"]
    if method == "post":
        found += ["400", "403", "413", "415"]
    if "{" in path:
        found.append("404")
        if method == "post":
            found.append("409")
    return sorted(found)
