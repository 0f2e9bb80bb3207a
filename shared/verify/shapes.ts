/** What a parsed value must look like: a check, or the checks of an object's required members (others may be there too). */
export type Shape = ((value: unknown) => boolean) | { readonly [member: string]: Shape }

/** True when `value` has the shape. */
export function isShaped(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'function') return shape(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(shape).every(([name, member]) => {
    return Object.hasOwn(value, name) && isShaped((value as Record<string, unknown>)[name], member)
  })
}

/** Any string. */
export const text: Shape = value => typeof value === 'string'

/** A safe integer of 0 or more. */
export const whole: Shape = value => Number.isSafeInteger(value) && (value as number) >= 0

/** This very value. */
export function literal(expected: string | number): Shape {
  return value => value === expected
}

/** Null, or the shape. */
export function nullOr(shape: Shape): Shape {
  return value => value === null || isShaped(value, shape)
}

/** A list of the shape. */
export function list(shape: Shape): Shape {
  return value => Array.isArray(value) && value.every(one => isShaped(one, shape))
}

/** An object whose every member has the shape. */
export function record(shape: Shape): Shape {
  return value =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(one => isShaped(one, shape))
}
