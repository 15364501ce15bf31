/** Words that names in databases are made of, for names whose words stand together: `scheduledstartdate`. Words that others end in (`age`, `at`) are left out. */
const WORDS = `
  about access account acct action active activity actual actor address admin adult agent agreement airline airport album alt alternate amount amt animal answer app application
  appointment approved archive area article artist asset assigned attachment attempt attendance attribute audit author available average avg balance bank base batch begin bill billing birth
  birthday blog body bonus book booking borrower brand branch browser budget build building business buyer by calendar call campaign candidate cancel capacity card carrier cart case cash
  catalog category cause cell center changed channel chapter charge check checked child city claim class client close closed closing code color colour comment comments commission company completed
  condition config confirmed contact content contract cost count counter country county coupon course cover created creation credit culture currency current customer daily data date
  datetime day days deadline deal death debit default deleted delivered delivery demand department deposit depth desc description description design desk detail details device diagnosis digest
  direction director discount display distance district division doctor document domain done driver due duration edition education effective element email employee employer enabled end ended
  enrollment entity entry environment error estimated event exam exchange expense expiration expires expiry export extension external factor family fax fee feedback field file film final
  finish first flag flight floor folder format founded freight frequency from full game gender genre given goal grade graduation grant gross group guest guid hash head header height
  hire hired history holder holiday home hotel hour hourly hours house hrs icon id identity image income increment index industry info initial inspection insurance interest interview
  inventory invoice is issue issued item items job join joined journal key kind label language last latitude lead leave ledger legal length level library license limit line link list
  listing loan local location log login longitude lot main major manager manufacturer marital market master material max maximum measure measurement media medical meeting member
  membership memo menu message method mid middle min minimum minor minutes mobile mode model modified module month monthly movie name national nationality net new news next nick night note notes
  notification nr num number object occupation offer office old online open opened opening operation option order ordered orders organization origin original other owner package page paid parent park part
  participant party passenger passport password patient pay payment pct percent period permission person personal phone photo picture pin place plan planned platform player point points policy
  position post postal preference previous price primary priority priorities privilege probability process processed product production profile profit program project promo promotion property province provider
  public published publisher purchase purchased purchasing qty quality quantity quarter question quota quote rank rate rating reading reason receipt received recipe recipient record records reference region
  registered registration release rental reorder repair reply report request requested required reservation resource response result retail return returned revenue review revision role room route row
  salary sale sales salt sample schedule scheduled school score scrap scrapped season seat secondary section security sell seller send senior sent sequence serial service session setting settings shelf shift
  ship shipment shipped shipping shop shopping sick sign signup size skill sku slug social song sort source special species sport staff standard start started state station status step stock
  stop storage store street student style sub subcategory subject submitted subscription subtotal suburb suffix summary supplier supplies supply survey system table tag target task tax taxable
  teacher team temp template term terms territory test text thread thumbnail ticket time timestamp tip title token topic total track tracking trade training transaction transfer
  trip type unit units until update updated upload url usage user vacation valid value variant vehicle vendor venue version video view visit visitor voucher warehouse web webservice website week weight
  width withdrawal work worker year years ytd zip zone amenity cart email reorder stocked rejected assembly pre post tracking approval safety illustration large small diagram candidate resume frequency
  hired salaried manufacture lowest highest low high upper lower reviewer rated tier offer bom scan bar modified phone number line item header detail demographics
`
const known = new Set(WORDS.split(/\s+/).filter((word) => word !== ''))
const MOST_WORDS = 6

/** The words of a name in lower case whose words stand together; the name itself where they are not all known, or it is a word. */
export function splitWords(name: string): readonly string[] {
  if (name.length < 6 || known.has(name)) return [name]
  // The best way to each place: the one with the fewest words.
  const ways: (readonly string[] | undefined)[] = [[]]
  for (let end = 1; end <= name.length; end++) {
    for (let start = 0; start < end; start++) {
      const before = ways[start]
      if (before === undefined || before.length >= (ways[end]?.length ?? MOST_WORDS + 1) - 1) continue
      const word = name.slice(start, end)
      if (isWord(word)) ways[end] = [...before, word]
    }
  }
  return ways[name.length] ?? [name]
}

function isWord(word: string): boolean {
  return known.has(word) || (word.length > 3 && word.endsWith('s') && known.has(word.slice(0, -1)))
}
