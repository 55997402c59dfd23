#!/usr/bin/env python3
"""Drives a genuine SDK through batches, files and skills of a server, as `--surface` judges them.

Usage: sdk-surface.py --base-url URL --key KEY --model MODEL

Prints a line for each usage and fails when one does not go as it should. What this version of the SDK does not have is
left out.
"""

import argparse
import sys
import time

import anthropic

SKILL = "---\nname: {name}\ndescription: Says which bird stands in water.\n---\n\nA heron.\n"


def batches(client, model):
    def request(name, **params):
        return {"custom_id": name, "params": {"model": model, "max_tokens": 8, "messages": [
            {"role": "user", "content": "Say hi."}], **params}}  # fmt: skip

    def until_ended(batch):
        for _ in range(60):
            batch = client.messages.batches.retrieve(batch.id)
            if batch.processing_status == "ended":
                return batch
            time.sleep(0.05)
        raise AssertionError(f"{batch.id} does not end")

    batch = client.messages.batches.create(requests=[request("good"), request("bad", messages=[])])
    assert batch.processing_status == "in_progress" and batch.request_counts.processing == 2, batch
    assert batch.expires_at > batch.created_at, batch
    try:
        client.messages.batches.results(batch.id)
        raise AssertionError("there are results before the end")
    except anthropic.AnthropicError as error:
        assert "results_url" in str(error), error
    ended = until_ended(batch)
    assert ended.request_counts.succeeded == 1 and ended.request_counts.errored == 1, ended
    results = {line.custom_id: line.result for line in client.messages.batches.results(batch.id)}
    assert set(results) == {"good", "bad"}, results
    assert results["good"].type == "succeeded" and results["good"].message.content[0].text, results
    assert results["bad"].error.error.type == "invalid_request_error", results
    assert client.messages.batches.delete(batch.id).type == "message_batch_deleted"
    try:
        client.messages.batches.retrieve(batch.id)
        raise AssertionError("a deleted batch is found")
    except anthropic.NotFoundError:
        pass
    made = [client.messages.batches.create(requests=[request("only")]).id for _ in range(3)]
    canceled = client.messages.batches.cancel(made[0])
    assert canceled.processing_status == "canceling" and canceled.cancel_initiated_at, canceled
    assert until_ended(canceled).request_counts.canceled == 1
    assert [line.result.type for line in client.messages.batches.results(made[0])] == ["canceled"]
    listed = [one.id for one in client.messages.batches.list(limit=1)]
    assert listed[:3] == made[::-1] and len(listed) == len(set(listed)), listed
    before = client.messages.batches.list(limit=1, before_id=made[0])
    assert [one.id for one in before.data] == [made[1]], before


def files(client, model):
    uploads = [client.files.upload(file=(f"{name}.txt", name.encode() * 3, "text/plain")) for name in ("a", "b")]
    assert [one.size_bytes for one in uploads] == [3, 3] and uploads[0].filename == "a.txt", uploads
    assert uploads[0].mime_type == "text/plain" and uploads[0].created_at, uploads
    assert client.files.retrieve_metadata(uploads[1].id).id == uploads[1].id
    listed = [one for one in client.files.list(limit=1)]
    assert [one.id for one in listed[:2]] == [one.id for one in uploads[::-1]], listed
    made = [one for one in listed if one.downloadable]
    assert made and client.files.download(made[0].id).read(), listed
    try:
        client.files.download(uploads[0].id)
        raise AssertionError("an upload is given out")
    except anthropic.BadRequestError:
        pass
    source = {"type": "document", "source": {"type": "file", "file_id": uploads[0].id}}
    message = client.beta.messages.create(
        model=model, max_tokens=8, betas=["files-api-2025-04-14"],
        messages=[{"role": "user", "content": [source, {"type": "text", "text": "Say hi."}]}])  # fmt: skip
    assert message.content[0].text, message
    for one in uploads:
        assert client.files.delete(one.id).type == "file_deleted"
    try:
        client.files.retrieve_metadata(uploads[0].id)
        raise AssertionError("a deleted file is found")
    except anthropic.NotFoundError:
        pass


def skills(client, model):
    def form(name):
        return [(f"{name}/SKILL.md", SKILL.format(name=name).encode(), "text/markdown")]

    skill = client.skills.create(files=form("birds"), display_name="Birds")
    assert skill.display_name == "Birds" and skill.source.type == "custom" and skill.created_at, skill
    version = client.skills.versions.create(skill.id, files=form("birds"))
    assert version.skill_id == skill.id and version.name == "birds" and "water" in version.description, version
    assert client.skills.retrieve(skill.id).latest_version_id == version.id
    assert [one.id for one in client.skills.versions.list(skill.id, limit=1)] == [version.id, skill.latest_version_id]
    listed = [one.id for one in client.skills.list(limit=1)]
    assert listed[0] == skill.id and len(listed) == len(set(listed)) > 1, listed
    assert all(one.source.type == "anthropic" for one in client.skills.list(source="anthropic"))
    deleted = client.skills.versions.delete(skill.latest_version_id, skill_id=skill.id)
    assert deleted.type == "skill_version_deleted", deleted
    assert client.skills.delete(skill.id).type == "skill_deleted"
    try:
        client.skills.retrieve(skill.id)
        raise AssertionError("a deleted skill is found")
    except anthropic.NotFoundError:
        pass


def main():
    parser = argparse.ArgumentParser()
    for name in ("--base-url", "--key", "--model"):
        parser.add_argument(name, required=True)
    arguments = parser.parse_args()
    client = anthropic.Anthropic(api_key=arguments.key, base_url=arguments.base_url, max_retries=0)
    failed = 0
    for usage, group in ((batches, "messages"), (files, "files"), (skills, "skills")):
        if not hasattr(client, group):
            print(f"{usage.__name__}: this version does not have them")
            continue
        try:
            usage(client, arguments.model)
            print(f"{usage.__name__}: passed")
        except Exception as error:
            failed += 1
            print(f"{usage.__name__}: {type(error).__name__}: {str(error)[:600]}")
    sys.exit(1 if failed else 0)


main()
