// Small pictures for the choices that words explain badly: who moves, who stays, what carries the talk.
// Only decoration beside the words, so hidden from readers.
import type { ComponentChildren } from "preact";

type Spot = [x: number, y: number];
const SEATS: Spot[] = [[0, -19], [19, 0], [0, 19], [-19, 0]];

function Table({ at: [x, y], hosts = false, seats = SEATS, lines = 0 }: { at: Spot; hosts?: boolean; seats?: Spot[]; lines?: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle class="table-wood" r="12" />
      <circle class="table-cloth" r="8.5" />
      {lines > 0 && <path class="mini-lines" d="M-5 -3H5M-5 0.5H3M-5 4H4" />}
      {seats.map(([dx, dy], i) => hosts && i === 0
        ? <rect key={i} class="mini-host" x={dx - 4.5} y={dy - 4.5} width="9" height="9" rx="2" />
        : <circle key={i} class={`mini-seat s${i}`} cx={dx} cy={dy} r="4.5" />)}
    </g>
  );
}

const Frame = ({ children }: { children: ComponentChildren }) => (
  <svg class="mini" viewBox="0 0 180 60" aria-hidden="true" focusable="false">{children}</svg>
);

export const Scatter = () => (
  <Frame>
    <Table at={[30, 30]} /><Table at={[90, 30]} /><Table at={[150, 30]} />
    <path class="mini-way" d="M49 27C58 16 64 14 71 21M49 34C80 60 112 58 131 38M34 11C60 -4 110 -2 146 10" />
  </Frame>
);

export const Carousel = () => (
  <Frame>
    <Table at={[30, 30]} /><Table at={[90, 30]} /><Table at={[150, 30]} />
    <path class="mini-way whole" d="M50 30H66M110 30H126" />
    <path class="mini-way whole" d="M150 53C120 64 60 64 34 54" />
  </Frame>
);

export const Stays = () => (
  <Frame>
    <Table at={[48, 30]} hosts /><Table at={[132, 30]} hosts />
    <path class="mini-way" d="M67 32C80 42 100 42 112 33" />
  </Frame>
);

export const Relay = () => (
  <Frame>
    <Table at={[48, 30]} hosts /><Table at={[132, 30]} hosts seats={[[19, 0], [0, 19], [-19, 0], [0, -19]]} />
    <path class="mini-way" d="M54 8C80 -4 140 0 150 20" />
  </Frame>
);

export const NotesCarry = () => (
  <Frame>
    <Table at={[48, 30]} lines={3} /><Table at={[132, 30]} lines={3} />
    <path class="mini-way" d="M67 27C80 14 100 14 112 27M67 34C80 47 100 47 112 34" />
  </Frame>
);
