/** Comes before everything else that a process loads. Decorators need the metadata of reflection. */
import './node-version.js';
import 'reflect-metadata';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// What V8 compiles is stored when a process ends, and the next one starts sooner. Nothing is stored where only others
// may write.
module.enableCompileCache(fileURLToPath(new URL('../../cache/', import.meta.url)));
