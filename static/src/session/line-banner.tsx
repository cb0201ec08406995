// What a lost connection means for the one who writes: nothing is lost, it goes on when the line is back.

import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import { useLive } from "../live/context.ts";
import { Icon } from "../live/icons.tsx";
import { t } from "../live/language.ts";
import { useLasting } from "./lasting.ts";

const BEFORE_SAYING = 1_500;

export function LineBanner() {
  const { wire } = useLive();
  const lost = useLasting(() => wire.line.value === "offline" || wire.line.value === "connecting", BEFORE_SAYING);
  const told = useRef(false);
  useSignalEffect(() => {
    if (lost.value && !told.current) {
      told.current = true;
      say(t("line.lost"));
    } else if (!lost.value && told.current && wire.line.value === "online") {
      told.current = false;
      say(t("line.back"));
    }
  });
  if (!lost.value) return null;
  const waiting = wire.pending.value.filter(({ answer, name }) => !answer && name.startsWith("note.")).length;
  return (
    <div class="line-banner">
      <Icon name="gone" />
      <p>
        <strong>{t("line.lost")}</strong> {t("line.lost_text")}
        {waiting > 0 && ` ${t("line.waiting", { count: waiting })}`}
      </p>
    </div>
  );
}
