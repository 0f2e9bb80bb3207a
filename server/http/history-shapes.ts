import { z } from '@hono/zod-openapi'
import type { Comparison, HistoryPage, Restored } from '../../shared/history/moments.ts'
import { idShape } from './shapes.ts'

const point = z.int().openapi({ description: 'a place in the past, counted in updates from the beginning' })
const time = z.int().openapi({ description: 'milliseconds since 1970' })
const author = idShape.nullable().openapi({ description: 'a member; null: the program itself, or unknown' })
const part = { root: z.string(), id: z.string() }
const type = z.enum(['added', 'changed', 'removed'])
// Whatever JSON can say.
const plain = z.any()

/** `HistoryPage`. */
export const pageShape = z
  .object({
    earliest: point,
    latest: point,
    retentionDays: z.int().nullable(),
    moments: z.array(
      z.object({
        point,
        from: point,
        startedAt: time,
        endedAt: time,
        authors: z.array(z.object({ member: author, edits: z.int() })),
        parts: z.array(z.object({ ...part, type, label: z.string(), by: z.array(author) })),
        more: z.int(),
      }),
    ),
    before: point.nullable(),
    named: z.array(z.object({ point, name: z.string(), by: author, at: time, kept: z.boolean() })),
  })
  .openapi('HistoryPage') satisfies z.ZodType<HistoryPage>

/** `Comparison`. */
export const comparisonShape = z
  .object({
    from: point,
    to: point,
    changes: z.array(
      z.object({
        ...part,
        type,
        label: z.string(),
        fields: z.array(z.object({ name: z.string(), before: plain, after: plain, by: author })),
        prose: z.object({ before: z.string(), after: z.string(), by: z.array(author) }).nullable(),
        by: z.array(author),
        at: time.nullable(),
      }),
    ),
  })
  .openapi('Comparison') satisfies z.ZodType<Comparison>

/** `Restored`. */
export const restoredShape = z
  .object({ before: point, after: point, parts: z.array(z.object(part)), left: z.array(z.object(part)) })
  .openapi('Restored') satisfies z.ZodType<Restored>
