import { z } from 'zod';

// Object schemas compile themselves with `new Function` where that is allowed, and find out by trying, as soon as they are
// made. A page's content security policy has no 'unsafe-eval': each try would be a violation in its log.
if ('document' in globalThis) z.config({ jitless: true });

export { z };
