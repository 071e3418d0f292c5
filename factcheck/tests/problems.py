"""The one look at a problem document that the tests of every API share."""

import json


def expect_problem(response, status):
    """Return the problem document of `response`, having checked its status, its type and its shape."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    document = json.loads(response.content)
    assert document["type"] == "about:blank"
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    return document
