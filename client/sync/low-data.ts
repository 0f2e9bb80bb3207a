/** Whether this device spares its line, and who wants to know when that changes. */
export type LowData = {
  on(): boolean
  /** Calls back after each change. The answer unsubscribes. */
  subscribe(listener: () => void): () => void
}

const STORED = 'trestle-low-data'
const CHANGED = 'trestle-low-data'

/** As chosen on this device; without a choice, as its browser was asked to save data. */
export const lowData: LowData = {
  on() {
    const { connection } = navigator as { connection?: { saveData?: boolean } }
    const chosen = read()
    return chosen === null ? connection?.saveData === true : chosen === 'yes'
  },
  subscribe(listener) {
    addEventListener(CHANGED, listener)
    return () => removeEventListener(CHANGED, listener)
  },
}

/** Switches low-data mode and keeps the choice on this device. */
export function setLowData(on: boolean): void {
  try {
    localStorage.setItem(STORED, on ? 'yes' : 'no')
  } catch {
    // Storage closed to this page: the device goes on as it was.
  }
  dispatchEvent(new Event(CHANGED))
}

function read(): string | null {
  try {
    return localStorage.getItem(STORED)
  } catch {
    return null // storage closed to this page: the browser's own setting decides
  }
}
