// Keeps a page standing while an activity's view cannot be drawn. The documents of different audiences come one after
// another: for a moment a view is given a room that is in the next phase and a table, a person or a wall that is not yet.
// What fails then is drawn anew from the very next document. What goes on failing is a fault, and is told to the console.

import { Component, type ComponentChildren } from "preact";

const A_FAULT_AFTER = 2_000;

export class Steady extends Component<{ of: readonly unknown[]; instead?: ComponentChildren; children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };
  #waiting: ReturnType<typeof setTimeout> | undefined;

  override componentWillReceiveProps(next: { of: readonly unknown[] }) {
    if (next.of.some((document, i) => document !== this.props.of[i])) this.setState({ failed: false });
  }

  override componentDidCatch(error: unknown) {
    this.setState({ failed: true });
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.state.failed && console.error(error), A_FAULT_AFTER);
  }

  override componentWillUnmount() {
    clearTimeout(this.#waiting);
  }

  override render() {
    return this.state.failed ? this.props.instead ?? null : this.props.children;
  }
}
