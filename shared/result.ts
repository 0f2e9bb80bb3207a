/** An expected answer: a value, or a refusal that says why not. Bugs throw; refusals are returned. */
export type Result<Value, Reason> = { ok: true; value: Value } | { ok: false; refusal: Reason }

/** Wraps a value as the good case of a `Result`. */
export function accept<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

/** Wraps a reason as the refused case of a `Result`. */
export function refuse<Reason>(refusal: Reason): { ok: false; refusal: Reason } {
  return { ok: false, refusal }
}
