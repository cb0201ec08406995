// One Socket.IO connection over a plain socket: just enough of WebSocket, Engine.IO 4 and Socket.IO 5 to be a
// participant, and as little work per message as possible, for a thousand of these share one process.
import net from "node:net";
import { randomBytes } from "node:crypto";

const TEXT = 1, CLOSE = 8, PING = 9, PONG = 10;
const MASK = Buffer.from([0x37, 0xfa, 0x21, 0x3d]);

export class Connection {
  constructor(address, namespace, auth) {
    this.address = new URL(address);
    this.namespace = namespace;
    this.auth = auth;
    this.heard = () => {};        // (payload: Buffer, at: ms) for every event
    this.closed = () => {};
    this.answers = new Map();
    this.asked = 0;
    this.rest = null;
  }

  open(patience = 20000) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(new Error("no answer to the handshake")), patience);
      this.ready = () => { clearTimeout(timer); this.isReady = true; resolve(this); };
      this.fail = (error) => { clearTimeout(timer); this.socket.destroy(); reject(error); };
      this.socket = net.connect({ host: this.address.hostname, port: Number(this.address.port), noDelay: true });
      this.socket.on("connect", () => this.socket.write(upgradeRequest(this.address)));
      this.socket.on("data", (chunk) => this.take(chunk));
      this.socket.on("error", (error) => (this.isReady ? this.closed(error.message) : this.fail(error)));
      this.socket.on("close", () => (this.isReady ? this.closed("closed") : this.fail(new Error("closed early"))));
    });
  }

  close() { this.isReady = false; this.fail = () => {}; this.closed = () => {}; this.socket.destroy(); }

  emit(event, body) { this.send(`42${this.namespace},${JSON.stringify([event, body])}`); }

  /** Resolves with [answer, ms]; a lost answer is the caller's to time out. */
  ask(event, body) {
    const number = this.asked++;
    const sent = performance.now();
    return new Promise((resolve) => {
      this.answers.set(number, (answer, at) => resolve([answer, at - sent]));
      this.send(`42${this.namespace},${number}${JSON.stringify([event, body])}`);
    });
  }

  send(text) { this.socket.write(frame(TEXT, Buffer.from(text))); }

  take(chunk) {
    const at = performance.now();
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    this.rest = null;
    let start = 0;
    if (!this.upgraded) {
      start = this.takeUpgrade(bytes);
      if (start < 0) return;
    }
    while (start < bytes.length) {
      const end = this.takeFrame(bytes, start, at);
      if (end < 0) break;
      start = end;
    }
    if (start < bytes.length) this.rest = Buffer.from(bytes.subarray(start));
  }

  takeUpgrade(bytes) {
    const end = bytes.indexOf("\r\n\r\n");
    if (end < 0) { this.rest = Buffer.from(bytes); return -1; }
    const status = bytes.toString("latin1", 0, bytes.indexOf("\r\n"));
    if (!status.includes(" 101 ")) { this.fail(new Error(`upgrade refused: ${status}`)); return -1; }
    this.upgraded = true;
    return end + 4;
  }

  takeFrame(bytes, start, at) {
    if (bytes.length - start < 2) return -1;
    const kind = bytes[start] & 0x0f;
    let length = bytes[start + 1] & 0x7f, body = start + 2;
    if (length === 126) {
      if (bytes.length - start < 4) return -1;
      length = bytes.readUInt16BE(body); body += 2;
    } else if (length === 127) {
      if (bytes.length - start < 10) return -1;
      length = Number(bytes.readBigUInt64BE(body)); body += 8;
    }
    const end = body + length;
    if (bytes.length < end) return -1;
    if (kind === TEXT) this.takePacket(bytes.subarray(body, end), at);
    else if (kind === PING) this.socket.write(frame(PONG, bytes.subarray(body, end)));
    else if (kind === CLOSE) this.socket.end();
    return end;
  }

  takePacket(packet, at) {
    switch (String.fromCharCode(packet[0], packet[1] ?? 0)) {
      case "42": this.heard(packet, at); break;
      case "43": this.takeAnswer(packet.toString(), at); break;
      case "40": this.ready(); break;
      case "44": this.fail(new Error(`refused: ${packet.toString()}`)); break;
      case "41": this.closed("disconnected by the server"); break;
      default:
        if (packet[0] === 0x30) this.send(`40${this.namespace},${JSON.stringify(this.auth)}`);  // 0: Engine.IO is open
        else if (packet[0] === 0x32) this.send("3");                                            // 2: ping, 3: pong
    }
  }

  takeAnswer(text, at) {
    const list = text.indexOf("[");  // 43/live,17[{...}]
    const number = Number(text.slice(text.lastIndexOf(",", list) + 1, list));
    const resolve = this.answers.get(number);
    this.answers.delete(number);
    if (resolve) resolve(JSON.parse(text.slice(list))[0], at);
  }
}

function upgradeRequest(address) {
  return [
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", `Host: ${address.host}`, `Origin: ${address.origin}`,
    "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`, "", "",
  ].join("\r\n");
}

function frame(kind, body) {
  const long = body.length > 65535 ? 8 : body.length > 125 ? 2 : 0;
  const bytes = Buffer.allocUnsafe(6 + long + body.length);
  bytes[0] = 0x80 | kind;
  bytes[1] = 0x80 | (long === 8 ? 127 : long === 2 ? 126 : body.length);
  if (long === 2) bytes.writeUInt16BE(body.length, 2);
  if (long === 8) bytes.writeBigUInt64BE(BigInt(body.length), 2);
  MASK.copy(bytes, 2 + long);
  for (let i = 0, to = 6 + long; i < body.length; i++) bytes[to + i] = body[i] ^ MASK[i & 3];
  return bytes;
}
