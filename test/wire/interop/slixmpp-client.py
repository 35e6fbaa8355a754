"""slixmpp, driven over its standard streams: takes commands and tells events, one JSON object a line."""

import asyncio
import json
import sys

import slixmpp


class Client(slixmpp.ClientXMPP):
    def __init__(self, options):
        super().__init__(options["jid"], options["password"])
        self.ca_certs = options["caFile"]
        self.last = {}
        for plugin in ("xep_0184", "xep_0280", "xep_0308", "xep_0313"):
            self.register_plugin(plugin)
        self["xep_0184"].auto_ack = True
        self["xep_0184"].auto_request = True
        self.add_event_handler("session_start", self.begin)
        self.add_event_handler("failed_auth", lambda _: tell("failed"))
        self.add_event_handler("message", lambda message: tell("shows", body=message["body"]))
        self.add_event_handler("receipt_received", lambda message: tell("receipt", id=message["receipt"]))
        self.add_event_handler("carbon_sent", lambda carbon: tell("shows", body=carbon["carbon_sent"]["body"]))
        self.add_event_handler("disconnected", lambda _: self.ended.set())
        self.ended = asyncio.Event()

    async def begin(self, _event):
        await self.get_roster()
        await self["xep_0280"].enable()
        self.send_presence()
        tell("ready")

    async def obey(self, command):
        to = command.get("to")
        if command["do"] == "say":
            message = self.make_message(mto=to, mbody=command["body"], mtype="chat")
            message["id"] = self.last[to] = self.new_id()
            message.send()
            tell("said", body=command["body"], id=message["id"])
        elif command["do"] == "correct":
            message = self.make_message(mto=to, mbody=command["body"], mtype="chat")
            message["replace"]["id"] = self.last[to]
            message.send()
        elif command["do"] == "archive":
            async for result in self["xep_0313"].iterate(with_jid=to):
                tell("archived", body=result["mam_result"]["forwarded"]["stanza"]["body"])


def tell(event, **facts):
    print(json.dumps({"event": event, **facts}), flush=True)


async def main():
    commands = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(commands)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    options = json.loads(await commands.readline())
    client = Client(options)
    client.connect((options["host"], options["port"]))
    while line := await commands.readline():
        await client.obey(json.loads(line))
    client.disconnect()
    await asyncio.wait_for(client.ended.wait(), 5)


asyncio.run(main())
