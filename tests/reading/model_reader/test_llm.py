# ruff: noqa: E501 - sentences that are read stay on one line
"""The optional second reader, with recorded answers served on loopback: what it says is believed only where the text bears it out."""

import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from ceasefire.api.reading import Read, Unread, read_paths
from ceasefire.intake.model import IntakeError
from ceasefire.reading import read
from ceasefire.reading.model_reader.llm import CHUNK, Endpoint, chunks, read_with, schema

TEXT = "Delegates of Kenya and Qatar sat at one table in Nairobi on 3 May 2017. Nine mortar rounds fell on the bridge, and 4 people were killed there on 5 May 2017."
DAY = dt.date(2017, 5, 6)
TRUE = {
    "type": "incidents",
    "quote": "4 people were killed there on 5 May 2017",
    "kind": "shelling",
    "killed": {"low": 4, "high": 4},
    "date": {"start": "2017-05-05", "end": "2017-05-05"},
}
ALTERED = TRUE | {"killed": {"low": 14, "high": 14}}
INVENTED = {"type": "incidents", "quote": "a convoy was bombed near the border", "kind": "airstrike"}


class Model:
    """Serves recorded answers in turn and keeps what it was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers, self.asked = list(answers), list[dict[str, Any]]()
        self.keys: list[str | None] = []
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                model.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                model.keys.append(self.headers.get("authorization"))
                answer = model.answers[min(len(model.asked), len(model.answers)) - 1]
                status = answer if isinstance(answer, int) else 200
                content = answer if isinstance(answer, str) else json.dumps({"claims": answer})
                body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def serve() -> Iterator[Any]:
    models: list[Model] = []

    def start(*answers: Any) -> Model:
        models.append(Model(*answers))
        return models[-1]

    yield start
    for model in models:
        model.close()


def asked(model: Model, tmp_path: Path, text: str = TEXT) -> Any:
    return read_with(text, read(text, date=DAY), Endpoint(url=model.url, model="recorded", cache=tmp_path / "cache"))


def test_a_claim_that_the_text_bears_out_stands_with_its_span(serve: Any, tmp_path: Path) -> None:
    reading = asked(serve([TRUE]), tmp_path)
    [claim] = [c for c in reading.claims if c.rule == "llm/recorded"] or [
        c for c in reading.claims if c.killed and c.killed.low == 4
    ]
    assert TEXT[claim.start : claim.end] == claim.quote
    assert reading.reader.endswith("+llm:recorded")


def test_altered_and_invented_claims_are_asked_again_once_and_then_kept_with_the_reason(
    serve: Any, tmp_path: Path
) -> None:
    model = serve([ALTERED, INVENTED], [ALTERED, INVENTED])
    reading = asked(model, tmp_path)
    assert not [c for c in reading.claims if c.rule.startswith("llm/")]
    reasons = [r.reason for r in reading.rejected if r.claim.rule == "llm/recorded"]
    assert any("14" in reason for reason in reasons)
    assert any("does not stand in the text" in reason for reason in reasons)
    assert len(model.asked) == 2
    assert "14" in model.asked[1]["messages"][-1]["content"]


def test_a_claim_mended_on_the_second_asking_is_taken(serve: Any, tmp_path: Path) -> None:
    reading = asked(serve([ALTERED], [TRUE]), tmp_path)
    assert any(c.killed and c.killed.low == 4 for c in reading.claims)
    assert not [r for r in reading.rejected if r.claim.rule == "llm/recorded"]


def test_a_quote_that_stands_twice_is_not_placed_by_guess(serve: Any, tmp_path: Path) -> None:
    text = "Shells fell on the town. Shells fell on the town. " * 2
    reading = asked(
        serve([{"type": "incidents", "quote": "Shells fell on the town", "kind": "shelling"}]), tmp_path, text
    )
    assert any("more than once" in r.reason for r in reading.rejected)


def test_the_same_text_model_and_question_are_asked_once(serve: Any, tmp_path: Path) -> None:
    model = serve([TRUE])
    first, again = asked(model, tmp_path), asked(model, tmp_path)
    assert first == again
    assert len(model.asked) == 1
    asked(model, tmp_path, TEXT + " Nothing more was told.")
    assert len(model.asked) == 2


def test_what_is_sent_is_the_text_the_day_and_the_instructions_and_no_more(
    serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEASEFIRE_LLM_KEY", "k")
    model = serve([])
    asked(model, tmp_path)
    [sent] = model.asked
    assert model.keys == ["Bearer k"]
    assert set(sent) == {"model", "temperature", "messages", "response_format"}
    assert sent["temperature"] == 0
    assert sent["response_format"]["json_schema"]["schema"] == json.loads(json.dumps(schema()))
    assert sent["messages"][1]["content"] == f"The text was written on: 2017-05-06.\n\n<text>\n{TEXT}\n</text>"
    assert str(tmp_path) not in json.dumps(sent)


@pytest.mark.parametrize(
    "answer", [500, "no JSON at all", '{"claims": [{"type": "weather", "quote": "x"}]}', '{"claims": 3}']
)
def test_an_endpoint_that_fails_says_so(serve: Any, tmp_path: Path, answer: Any) -> None:
    with pytest.raises(IntakeError):
        asked(serve(answer), tmp_path)


def test_an_absent_endpoint_sets_the_document_aside_and_none_is_asked_unless_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    [bad] = read_paths([path], llm="http://127.0.0.1:1/v1")
    assert isinstance(bad, Unread)
    assert "cannot be reached" in bad.reason
    [good] = read_paths([path])
    assert isinstance(good, Read)


def test_an_answer_in_a_fence_is_read(serve: Any, tmp_path: Path) -> None:
    reading = asked(serve("```json\n" + json.dumps({"claims": [TRUE]}) + "\n```"), tmp_path)
    assert any(c.killed and c.killed.low == 4 for c in reading.claims)


@pytest.mark.parametrize("text", ["", "a" * (CHUNK * 3 + 7), "words.\n" * 2_000, "One sentence here. " * 900])
def test_chunks_cover_the_text_once_and_are_bounded(text: str) -> None:
    found = list(chunks(text))
    assert "".join(text[a:b] for a, b in found) == text
    assert all(b - a <= CHUNK for a, b in found)
