/** The API token of a server under measurement, known to everybody: such a server listens on loopback only. */
export const benchToken = 'bench'.padEnd(43, '-')
