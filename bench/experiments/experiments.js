/** @import { Experiment, ExperimentName } from '../types.js' */
import { blog } from './blog.js'
import { make } from './make.js'
import { oneRow } from './one-row.js'
import { startUp } from './start-up.js'
import { statements } from './statements.js'
import { unique } from './unique.js'

/** @type {Readonly<Record<ExperimentName, Experiment>>} */
export const experiments = { blog, 'one-row': oneRow, make, unique, 'start-up': startUp, statements }
