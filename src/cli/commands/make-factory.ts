import type { Command } from 'commander'
import type { Context } from '../context.js'
import { addMakeCommand } from './make-command.js'

/** `seedkit make:factory User`: writes a factory file. */
export function addMakeFactory(program: Command, context: Context): void {
  addMakeCommand(program, context, {
    kind: 'factory',
    description: 'write a factory file',
    example: 'User, UserFactory or blog/Post',
  })
}
