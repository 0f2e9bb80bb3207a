/** The highest point that a canvas's history can have. */
export const MAX_POINT = 2 ** 40

/** The longest retention that can be asked for, in days: a hundred years. For ever is none at all. */
export const MAX_RETENTION_DAYS = 36_500
