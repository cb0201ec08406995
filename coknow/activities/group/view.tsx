// A small group on a participant's phone: its people, its cloth, the field to write.

import { Tablework, type ActivityProps } from "@/session/tablework.tsx";

export function Participant(props: ActivityProps) {
  return <Tablework {...props} openBefore />;
}
