// A modal dialog: the browser's own <dialog>, which keeps the focus inside and gives it back. Named by its heading.

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Icon } from "./icons.tsx";
import { t } from "./language.ts";

export function Dialog({ title, onClose, children }: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const dialog = element.current!;
    const before = document.activeElement as HTMLElement | null;
    if (!dialog.open) dialog.showModal();
    return () => {
      dialog.close();
      // A patch may have taken away what opened the dialog: then the page's main part is better than nowhere.
      if (before?.isConnected) before.focus();
      else document.getElementById("main")?.focus();
    };
  }, []);

  return (
    <dialog
      ref={element}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose(); // the veil around it
      }}
    >
      <div class="stack">
        <div class="row apart dialog-head">
          <h2 id={heading} class="grow">{title}</h2>
          <button type="button" class="button plain" onClick={onClose}>
            <Icon name="close" />
            <span class="for-readers">{t("dialog.close")}</span>
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** Asks before what cannot be taken back. */
export function Confirm({ title, text, yes, danger = false, onYes, onClose }: {
  title: string;
  text?: string;
  yes: string;
  danger?: boolean;
  onYes: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog title={title} onClose={onClose}>
      {text && <p>{text}</p>}
      <div class="buttons">
        <button
          type="button"
          class={`button ${danger ? "danger" : "main"}`}
          onClick={() => {
            onYes();
            onClose();
          }}
        >
          {yes}
        </button>
        <button type="button" class="button" onClick={onClose}>{t("dialog.cancel")}</button>
      </div>
    </Dialog>
  );
}
