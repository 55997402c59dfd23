"""The same server as one first writes it. Each of the four mistakes looks harmless; three break a
client, and the first makes it worse.

    uvicorn broken:app --port 8000
"""

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel

import server

app = FastAPI()
app.get("/v1/models")(server.models)


class MessagesRequest(BaseModel):
    # 1. FastAPI answers what does not fit with status 422 and {"detail": […]}: clients look for an error of the API.
    model: str
    max_tokens: int
    messages: list[dict[str, Any]]
    stream: bool = False
    system: Any = None
    tools: list[dict[str, Any]] | None = None
    tool_choice: dict[str, Any] | None = None


@app.post("/v1/messages")
async def messages(request: MessagesRequest) -> Response:
    message = server.answer(request.model_dump(exclude_none=True))
    # 2. The word of another API for the same thing.
    if message["stop_reason"] == "end_turn":
        message["stop_reason"] = "stop"
    if request.stream:
        return StreamingResponse(events(message), media_type="text/event-stream")
    return JSONResponse(message)


async def events(message: dict[str, Any]) -> AsyncIterator[str]:
    async for event in server.events(message):
        data = json.loads(event.split("data: ", 1)[1])
        # 3. Blocks are numbered from 0; a client that keeps them in a list falls over.
        if "index" in data:
            data["index"] += 1
        # 4. Without the name of the event in a line of its own the SDKs pass it over.
        yield f"data: {json.dumps(data)}\n\n"
