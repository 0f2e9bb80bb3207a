// Loaded into every server under measurement: SIGUSR2 collects garbage, so that memory which is read next is memory that is kept.
process.on('SIGUSR2', () => globalThis.gc())
