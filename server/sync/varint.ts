/** Reads lib0's variable-length encoding and remembers the first fault instead of throwing. */
export interface Reader {
  /** Next byte to be read. */
  readonly at: number
  /** False once anything was missing, too large or not in its shortest form. */
  readonly ok: boolean
  /** One canonical varuint, at most `Number.MAX_SAFE_INTEGER`. 0 after a fault. */
  uint(): number
  /** A varuint length and as many bytes, as a view. Empty after a fault. */
  block(): Uint8Array
  /** Passes over what `block` would read. */
  skip(): void
}

const EMPTY = new Uint8Array(0)

/** A reader over `bytes`. */
export function readerOf(bytes: Uint8Array): Reader {
  let at = 0
  let ok = true
  const fault = (): number => {
    ok = false
    return 0
  }
  const uint = (): number => {
    let value = 0
    let scale = 1
    while (ok) {
      const byte = bytes[at++]
      if (byte === undefined) return fault()
      value += (byte & 127) * scale
      if (value > Number.MAX_SAFE_INTEGER) return fault()
      if (byte < 128) return byte === 0 && scale > 1 ? fault() : value
      scale *= 128
    }
    return 0
  }
  /** Passes over a length and as many bytes; answers where they begin. */
  const pass = (): number => {
    const length = uint()
    if (!ok || length > bytes.length - at) return fault()
    at += length
    return at - length
  }
  return {
    get at() {
      return at
    },
    get ok() {
      return ok
    },
    uint,
    block() {
      const from = pass()
      return ok ? bytes.subarray(from, at) : EMPTY
    },
    skip() {
      pass()
    },
  }
}

/** Writes lib0's encoding into a buffer that grows. */
export interface Writer {
  uint(value: number): Writer
  block(bytes: Uint8Array): Writer
  /** The bytes written so far, as an array of their own. */
  done(): Uint8Array
}

/** A writer that starts with room for `size` bytes. */
export function createWriter(size: number): Writer {
  let buffer = new Uint8Array(size)
  let at = 0
  const reserve = (more: number): void => {
    if (at + more <= buffer.length) return
    const larger = new Uint8Array(Math.max(buffer.length * 2, at + more))
    larger.set(buffer.subarray(0, at))
    buffer = larger
  }
  const writer: Writer = {
    uint(value) {
      reserve(8)
      let rest = value
      while (rest > 127) {
        buffer[at++] = (rest % 128) | 128
        rest = Math.floor(rest / 128)
      }
      buffer[at++] = rest
      return writer
    },
    block(bytes) {
      writer.uint(bytes.length)
      reserve(bytes.length)
      buffer.set(bytes, at)
      at += bytes.length
      return writer
    },
    done: () => buffer.subarray(0, at),
  }
  return writer
}
