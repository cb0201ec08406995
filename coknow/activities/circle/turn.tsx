// Whose turn it is, and what I may do about it. A turn that has become long is told in words and colour, and goes on.

import { beat, minutesAndSeconds } from "@/live/clock.tsx";
import { useLive } from "@/live/context.ts";
import type { Place } from "@/live/documents.ts";
import { Icon } from "@/live/icons.tsx";
import { t } from "@/live/language.ts";
import { msLeft, nameAt } from "./told.ts";
import type { CirclePerson, CirclePlace } from "./types.ts";
import type { CircleProps } from "./view.tsx";
import { WriteTurn } from "./written.tsx";

/** The piece in the hand of somebody who cannot give it on: others do. Who takes part by phone is spoken for, too. */
export const actsFor = ({ place, circle, person }: CircleProps): string | undefined =>
  circle.holder && circle.holder !== person.id && (circle.absent || byPhone(place, circle)) && person.id in circle.order ? circle.holder : undefined;

export const byPhone = (place: Place, circle: CirclePlace): boolean => place.people[circle.holder ?? ""]?.kind === "phone";

export function Turn(props: CircleProps) {
  const { place, circle, person, send } = props;
  const mine = circle.holder === person.id;
  const other = actsFor(props);
  const standing = circle.order[person.id]?.state;
  const holder = nameAt(place, circle.holder);
  const big = circle.hush ? t(`circle.hush_${circle.hush.kind}`)
    : circle.kind === "done" ? t("circle.done")
    : mine ? t("circle.mine")
    : !circle.holder ? t(circle.kind === "open" ? "circle.free" : "circle.nobody")
    : standing === "next" ? t("circle.next_me")
    : t("circle.listen");
  return (
    <section class={`card circle-turn stack ${mine ? "mine" : ""} ${circle.hush ? "hushed" : ""}`} aria-labelledby="turn-title">
      <h2 id="turn-title" class="big">{big}</h2>
      <Below {...props} holder={holder} mine={mine} />
      {circle.clock && !circle.hush && <TurnClock clock={circle.clock} mine={mine} />}
      {circle.hush && mine && <p>{t("circle.hush_yours")}</p>}
      {circle.hush && (person.activity as unknown as CirclePerson).hushes && (
        <div><button type="button" class="button" onClick={() => void send("silence.end")}>{t("circle.hush_end")}</button></div>
      )}
      {circle.kind !== "done" && !circle.hush && (mine || other) && <HolderButtons {...props} other={other} />}
      {!mine && circle.kind === "open" && <FloorButtons {...props} />}
      {!mine && circle.kind === "piece" && <LaterButton {...props} />}
    </section>
  );
}

function Below({ circle, holder, mine }: CircleProps & { holder: string; mine: boolean }) {
  if (circle.hush) return <p>{t(`circle.hush_${circle.hush.kind}_text`)}</p>;
  if (circle.kind === "done") return <p>{t("circle.done_text")}</p>;
  if (mine) return <p>{t(circle.again ? "circle.again" : "circle.mine_text")}{circle.closing ? ` ${t("circle.closing_mine")}` : ""}</p>;
  if (!circle.holder) return <p>{t(circle.kind === "open" ? "circle.free_text" : "circle.nobody_text")}</p>;
  return (
    <p>
      {t("circle.speaks", { name: holder })}
      {circle.builds && <> <span class="tag"><Icon name="build" />{t("circle.builds")}</span></>}
      {circle.closing && <> {t("circle.closing")}</>}
    </p>
  );
}

function TurnClock({ clock, mine }: { clock: NonNullable<CirclePlace["clock"]>; mine: boolean }) {
  const { wire } = useLive();
  beat.value;
  const left = msLeft(clock, wire.now());
  if (left <= 0) return <p class="banner warn turn-long"><Icon name="clock" /><span>{t(mine ? "circle.long_mine" : "circle.long")}</span></p>;
  if (!mine) return null;
  return (
    <p class="turn-clock soft" role="timer">
      <Icon name={clock.left === undefined ? "clock" : "pause"} />
      <span class="for-readers">{t("circle.turn_left")} </span>
      <span class="digits">{minutesAndSeconds(left)}</span>
    </p>
  );
}

function HolderButtons(props: CircleProps & { other: string | undefined }) {
  const { circle, place, send, other } = props;
  const phone = byPhone(place, circle);
  const turn = { turn: circle.turn };
  const pass = (command: string) => void send(command, turn);
  return (
    <div class="stack close">
      {other && <p class="hint">{t(phone ? "circle.by_phone" : "circle.by_absent", { name: nameAt(place, other) })}</p>}
      <button type="button" class="button main wide pass-on" onClick={() => pass("piece.pass")}>
        {t("circle.pass")}<Icon name="arrow" />
      </button>
      <div class="buttons">
        {circle.kind === "piece" && <button type="button" class="button" onClick={() => pass("piece.skip")}>{t(circle.again ? "circle.skip_again" : "circle.skip")}</button>}
        {(!other || phone) && (
          <button type="button" class="button" aria-pressed={circle.builds === true}
            onClick={() => void send("piece.build", { ...turn, on: circle.builds !== true })}>
            <Icon name="build" />{t("circle.build")}
          </button>
        )}
      </div>
      {circle.kind === "piece" && !circle.again && <p class="hint">{t("circle.skip_hint")}</p>}
      {(!other || phone) && <WriteTurn circle={circle} send={send} />}
    </div>
  );
}

/** A free round: the wish to speak, and the wish to speak to what was just said. */
function FloorButtons({ circle, person, send }: CircleProps) {
  if (circle.closing || !(person.id in circle.order)) return null;
  const wish = circle.queue?.[person.id];
  if (!wish) {
    return (
      <div class="buttons">
        <button type="button" class="button main" onClick={() => void send("floor.request")}><Icon name="hand" />{t("circle.request")}</button>
        <button type="button" class="button" onClick={() => void send("floor.request", { build: true })}><Icon name="build" />{t("circle.build")}</button>
      </div>
    );
  }
  return (
    <div class="stack close">
      <p role="status">{wish.order === 1 ? t("circle.queue_first") : t("circle.queued", { count: wish.order - 1 })}</p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => void send("floor.withdraw")}>{t("circle.withdraw")}</button>
        <button type="button" class="button" aria-pressed={wish.build === true} onClick={() => void send("floor.request", { build: wish.build !== true })}>
          <Icon name="build" />{t("circle.build")}
        </button>
      </div>
    </div>
  );
}

/** One more turn at the end of the round, or after all not. */
function LaterButton({ circle, person, send }: CircleProps) {
  const standing = circle.order[person.id]?.state;
  const later = standing === "later";
  if (standing !== "been" && !later) return null;
  return (
    <div class="stack close">
      {later && <p>{t("circle.later_text")}</p>}
      <div class="buttons">
        <button type="button" class="button" onClick={() => void send("piece.take_back", { on: !later })}>
          {!later && <Icon name="back" />}{t(later ? "circle.later_off" : "circle.later_on")}
        </button>
      </div>
    </div>
  );
}
