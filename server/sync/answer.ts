import { step2Frame, updateFrame } from './frame.ts'
import { frameAll } from './wire-frames.ts'

/** What somebody is sent who asks for a document: whole messages, the same for all who ask alike. */
export type Answer = {
  readonly frames: readonly Uint8Array[]
  /** Bytes of all messages. */
  readonly length: number
  /** The same as WebSocket frames in one buffer, made once. */
  framed(): Uint8Array
}

const NOTHING = new Uint8Array([0, 0])

/**
 * Frames `pieces`, updates in their order. The last one goes as the answer to step 1, since a stock client takes a document for
 * whole from that message on.
 */
export function answerOf(pieces: readonly Uint8Array[]): Answer {
  const frames = pieces.slice(0, -1).map(updateFrame)
  frames.push(step2Frame(pieces.at(-1) ?? NOTHING))
  let framed: Uint8Array | null = null
  return {
    frames,
    length: frames.reduce((sum, frame) => sum + frame.length, 0),
    framed: () => (framed ??= frameAll(frames)),
  }
}
