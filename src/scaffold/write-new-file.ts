import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, link, lstat, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { ScaffoldError } from '../errors/scaffold-error.js'

export interface NewFile {
  /** The project's folder, absolute. */
  readonly root: string
  /** Folder that must not be left, absolute or relative to the root. */
  readonly folder: string
  /** Path below that folder. */
  readonly path: string
  readonly content: string
  readonly existing: 'refuse' | 'overwrite'
}

/**
 * Writes a generated file so that it is there whole or not at all, and never outside its folder: symbolic links on the
 * way are followed before anything is made. Gives the absolute path.
 */
export async function writeNewFile(file: NewFile): Promise<string> {
  const target = resolve(file.root, file.folder, file.path)
  const shown = relative(file.root, target)
  await checkInside(file, target, shown)
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await mkdir(dirname(target), { recursive: true })
    await writeFile(temporary, file.content, { flag: 'wx' })
    await (file.existing === 'overwrite' ? rename(temporary, target) : moveUnlessTaken(temporary, target))
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') throw ScaffoldError.fileExists({ file: shown })
    throw ScaffoldError.cannotWrite({ file: shown, cause })
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
  return target
}

async function checkInside(file: NewFile, target: string, shown: string): Promise<void> {
  const folder = resolve(file.root, file.folder)
  const realRoot = await realpathOfExisting(file.root)
  const realFolder = await realpathOfExisting(folder)
  const realTarget = await realpathOfExisting(dirname(target))
  const folderEscapes = isInside(file.root, folder) && !isInside(realRoot, realFolder)
  if (folderEscapes || !isInside(realFolder, realTarget) || !isInside(folder, target)) {
    throw ScaffoldError.outsideFolder({ file: shown, folder: folderEscapes ? '.' : relative(file.root, folder) || '.' })
  }
}

/** The real path of what exists of a path, with the rest put back on. */
async function realpathOfExisting(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const parent = dirname(path)
    const dangling = await lstat(path).then(() => true, () => false)
    if (codeOf(error) !== 'ENOENT' || dangling || parent === path) throw ScaffoldError.cannotWrite({ file: path, cause: error })
    return join(await realpathOfExisting(parent), basename(path))
  }
}

/** A hard link fails where the name is taken, in one step; file systems without links get an exclusive copy. */
async function moveUnlessTaken(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error
    await copyFile(temporary, target, constants.COPYFILE_EXCL)
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !/^\.\.[\\/]/.test(way))
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
