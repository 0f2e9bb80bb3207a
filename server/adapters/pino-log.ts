import { pino } from 'pino'
import type { Log } from '../ports.ts'

/** Structured JSON lines on stdout from `level` (a pino level) up. */
export function createPinoLog(level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  }
}
