/** Why a file is left alone: it is not written in a way that something could be added to. */
export class MergeFailure extends Error {}
