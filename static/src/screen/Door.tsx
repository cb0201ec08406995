// The door for latecomers: code, address and QR, always somewhere on the screen.
import { boot } from "../live/boot.ts";
import { t } from "../live/language.ts";

export const spelled = (code: string): string => (code.length === 6 ? `${code.slice(0, 3)}-${code.slice(3)}` : code);

/** What people type: without the scheme, without the code that stands beside it. */
export function joinAddress(): string {
  const url = String(boot.join_url ?? location.origin);
  return url.replace(/^https?:\/\//, "").replace(/\/join\/\w+$/, "");
}

export function Door({ code }: { code: string }) {
  return (
    <div class="door-strip">
      <img class="door-qr" src={String(boot.qr_url ?? `/qr/${code}.svg`)} alt={t("screen.qr")} />
      <p><span class="soft">{joinAddress()}</span><br /><strong class="door-code digits">{spelled(code)}</strong></p>
    </div>
  );
}
