// The yardstick: a bare socket.io 4 server that knows nothing and only passes on. It repeats broadcasts that a
// Coknow server made: as many, of the same sizes, to the same people. No log, no rules, no documents.
//   node bare.mjs FOLDER_WITH_NODE_MODULES     prints its port
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import path from "node:path";

const { Server } = createRequire(path.join(process.argv[2], "package.json"))("socket.io");
const http = createServer();
const live = new Server(http, { perMessageDeflate: false }).of("/live");
const sockets = new Map();
let broadcasts = [];

live.on("connection", (socket) => {
  sockets.set(Number(socket.handshake.auth.token), socket);
  socket.on("prepare", (file, answer) => { broadcasts = JSON.parse(readFileSync(file)).map(prepared); answer({ ok: true }); });
  socket.on("repeat", (_, answer) => {
    for (const { room, event, body } of broadcasts) live.to(room).emit(event, body);
    answer({ ok: true });
  });
});

const rooms = new Map();

/** A room for each set of people, entered beforehand, and a body that makes the packet as long as the original. */
function prepared({ event, size, to }) {
  const members = to.join();
  if (!rooms.has(members)) {
    rooms.set(members, `room ${rooms.size}`);
    for (const number of to) sockets.get(number)?.join(rooms.get(members));
  }
  const bare = `42/live,["${event}",{"pad":""}]`.length;
  return { room: rooms.get(members), event, body: { pad: "x".repeat(Math.max(0, size - bare)) } };
}

http.listen(0, "127.0.0.1", 2048, () => console.log(http.address().port));
process.stdin.resume().on("end", () => process.exit(0));
