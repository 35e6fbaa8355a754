import { z } from 'zod';

// Object schemas compile themselves with `new Function` where that is allowed, and find out by trying, as soon as they are made. A page's
// content security policy has no 'unsafe-eval': each try would be a violation in its log. Elsewhere most schemas are asked once or twice
// before the list answers, and compiling them takes longer than reading them; later, lists of messages take as long either way.
z.config({ jitless: true });

export { z };
