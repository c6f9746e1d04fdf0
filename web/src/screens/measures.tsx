import type { Matter } from "../store";
export function Ledger({ of }: { of: Matter }) { return <>{of.room}</>; }
