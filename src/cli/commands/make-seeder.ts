import type { Command } from 'commander'
import type { Context } from '../context.js'
import { addMakeCommand } from './make-command.js'

/** `seedkit make:seeder Admin`: writes a seeder file. */
export function addMakeSeeder(program: Command, context: Context): void {
  addMakeCommand(program, context, {
    kind: 'seeder',
    description: 'write a seeder file',
    example: 'Admin, AdminSeeder or blog/Post',
  })
}
