// Many participants in one process, steered by lines of JSON on stdin and answering with lines of JSON on stdout.
//
//   {"do": "connect", "url", "namespace", "tokens": [..]}   client number = place in the list
//   {"do": "watch", "by": 0, "event", "body", "quiet", "limit", "expect"}
//                                   one ask by one client; everything heard until silence, or until as many as expected
//   {"do": "plan", "file"}          the last watch as a list of what went to whom, for the reference to repeat
//   {"do": "storm", "by": [..], "event", "name", "args", "seconds"}   each asks again as soon as it is answered
//   {"do": "quit"}
//
// Times are of this process's clock, from the asking to the arriving, so no two clocks are compared. A message is
// kept as it came and read only after silence: reading is not to compete with the server for the processor.
import readline from "node:readline";
import { writeFileSync } from "node:fs";
import { Connection } from "./wire.mjs";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const clients = [];
const gone = [];
let heard = [];       // [client, at, payload]
let lastAt = 0;

const orders = { connect, watch, plan, storm, quit: () => process.exit(0) };

async function connect({ url, namespace, tokens, together = 50 }) {
  const began = performance.now(), refused = [];
  let next = 0;
  clients.forEach((client) => client.close());
  clients.length = heard.length = gone.length = 0;
  await Promise.all(Array.from({ length: together }, async () => {
    while (next < tokens.length) {
      const number = next++;
      const client = new Connection(url, namespace, { token: tokens[number] });
      client.heard = (payload, at) => { heard.push([number, at, Buffer.from(payload)]); lastAt = at; };
      client.closed = (why) => gone.push(`${number}: ${why}`);
      clients[number] = client;
      await client.open().catch((error) => refused.push(`${number}: ${error.message}`));
    }
  }));
  return { connected: tokens.length - refused.length, refused: refused.slice(0, 3), seconds: (performance.now() - began) / 1000 };
}

async function watch({ by, event, body, quiet = 500, limit = 20000, expect = Infinity }) {
  heard = [];
  const sent = (lastAt = performance.now());
  const asked = clients[by].ask(event, body).then((result) => (lastAt = performance.now(), result));
  const answered = await Promise.race([asked, sleep(limit).then(() => [null, null])]);
  while (performance.now() - lastAt < quiet && heard.length < expect && performance.now() - sent < limit) await sleep(20);
  const told = timesTold(sent);
  return {
    answer: answered[0], answer_ms: answered[1],
    messages: heard.length, bytes: heard.reduce((sum, [, , payload]) => sum + payload.length, 0),
    first_ms: round((heard[0]?.[1] ?? sent) - sent), last_ms: round(heard.reduce((last, [, at]) => Math.max(last, at), sent) - sent),
    told: told.length, told_ms: spread(told), settled: performance.now() - sent < limit, gone: gone.slice(0, 3),
    phase: latest((name, content) => (content.merge ?? content.doc)?.phase?.id),
  };
}

/** When each client was first told its own place: by its own person document or a patch of it. */
function timesTold(sent) {
  const first = new Map();
  for (const [client, at, payload] of heard) {
    if (first.has(client) || !payload.includes('"person:')) continue;
    const [, content] = read(payload);
    if (content.audience?.startsWith("person:") && (content.merge ?? content.doc)?.place) first.set(client, at - sent);
  }
  return [...first.values()].sort((a, b) => a - b);
}

function latest(pick) {
  let found;
  for (const [client, , payload] of heard) if (client === 0) found = pick(...read(payload)) ?? found;
  return found;
}

/** Equal messages to the same people are one broadcast, in the order in which they first arrived. */
function plan({ file }) {
  const broadcasts = new Map();
  for (const [client, , payload] of heard) {
    const known = broadcasts.get(payload.toString("latin1"));
    if (known) known.to.push(client);
    else broadcasts.set(payload.toString("latin1"), { event: read(payload)[0], size: payload.length, to: [client] });
  }
  writeFileSync(file, JSON.stringify([...broadcasts.values()]));
  return { broadcasts: broadcasts.size, messages: heard.length };
}

async function storm({ by, event, name, args, seconds }) {
  heard = [];
  const times = [], refusals = {}, end = performance.now() + seconds * 1000;
  let serial = 0;
  const began = performance.now();
  await Promise.race([sleep(seconds * 1000 + 10000), Promise.all(by.map(async (number) => {
    while (performance.now() < end) {
      const [answer, ms] = await clients[number].ask(event, { id: `storm-${number}-${serial++}`, name, args });
      if (answer.ok) times.push(ms);
      else refusals[answer.code] = (refusals[answer.code] ?? 0) + 1;
    }
  }))]);
  const took = (performance.now() - began) / 1000;
  return { accepted: times.length, refusals, seconds: round(took), answer_ms: spread(times.sort((a, b) => a - b)), messages: heard.length, gone: gone.slice(0, 3) };
}

function read(payload) {
  const text = payload.toString();
  return JSON.parse(text.slice(text.indexOf("[")));
}

function spread(sorted) {
  if (!sorted.length) return null;
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return { first: at(0), median: at(0.5), p99: at(0.99), last: at(1) };
}

function round(value) { return Math.round(value * 100) / 100; }

for await (const line of readline.createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  let answer;
  try { answer = await orders[order.do](order); } catch (error) { answer = { failed: String(error?.stack ?? error) }; }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
process.exit(0);
