/** Comes before everything else that a process loads. Decorators need the metadata of reflection. */
import './node-version.js';
import 'reflect-metadata';
