"""How long slixmpp takes from nothing to a bound session, in milliseconds: a line for each round."""

import asyncio
import json
import sys
import time

import slixmpp


async def log_in(options):
    client = slixmpp.ClientXMPP(options["jid"], options["password"])
    client.ca_certs = options["caFile"]
    started, ended = asyncio.Event(), asyncio.Event()
    client.add_event_handler("session_start", lambda _: started.set())
    client.add_event_handler("disconnected", lambda _: ended.set())
    begin = time.perf_counter()
    client.connect((options["host"], options["port"]))
    await asyncio.wait_for(started.wait(), 20)
    milliseconds = (time.perf_counter() - begin) * 1000
    client.disconnect()
    await asyncio.wait_for(ended.wait(), 20)
    return milliseconds


async def main():
    options = json.loads(sys.argv[1])
    # The first one loads what it needs, which is no part of a login.
    await log_in(options)
    for _ in range(options["rounds"]):
        print(await log_in(options), flush=True)


asyncio.run(main())
