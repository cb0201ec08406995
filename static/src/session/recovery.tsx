// The four words that bring somebody back to their seat from another device. Shown until put away, then forgotten here.

import { useState } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import { Icon } from "../live/icons.tsx";
import { t } from "../live/language.ts";
import { keepSeat, seatOf } from "./seat.ts";

export function RecoveryWords({ code, folded = false }: { code: string; folded?: boolean }) {
  const [words, setWords] = useState(seatOf(code)?.recovery);
  const [copied, setCopied] = useState(false);
  if (!words) return null;

  async function copy() {
    try {
      await navigator.clipboard.writeText(words!);
    } catch {
      // No clipboard here (plain http, an old browser): select it, so that one's own copy command takes it.
      const range = document.createRange();
      range.selectNodeContents(document.getElementById("recovery-words")!);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      return;
    }
    setCopied(true);
    say(t("recovery.copied"));
  }

  function putAway() {
    const seat = seatOf(code);
    if (seat) keepSeat(code, { token: seat.token, person: seat.person });
    setWords(undefined);
    say(t("recovery.put_away"));
    document.getElementById("task")?.focus();
  }

  const inside = (
    <>
      <p id="recovery-words" class="recovery-words" lang="fi">{words}</p>
      <p class="hint">{t("recovery.text")}</p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => void copy()}>
          <Icon name={copied ? "check" : "copy"} />
          {t(copied ? "recovery.copied" : "recovery.copy")}
        </button>
        <button type="button" class="button plain" onClick={putAway}>{t("recovery.ok")}</button>
      </div>
    </>
  );
  if (folded) return <details class="card folding recovery"><summary>{t("recovery.title")}</summary><div class="stack close">{inside}</div></details>;
  return (
    <section class="card recovery stack close" aria-labelledby="recovery-title">
      <h2 id="recovery-title" class="small-title"><Icon name="lock" />{t("recovery.title")}</h2>
      {inside}
    </section>
  );
}
