// Loaded into every server under measurement. SIGUSR2 collects garbage, so that memory which is read next is memory that is kept;
// a server whose bench is gone goes too.
process.on('SIGUSR2', () => globalThis.gc())
process.on('disconnect', () => process.exit(1))
