import { gives } from '../gives.js'
import type { Rule } from '../rule.js'
import { entities } from './entities.js'

const { exact, text, words, wordsOrShort, whole, real } = gives
const fullName = text(['faker.person.fullName()', 48], ['`${faker.person.firstName()} ${faker.person.lastName()}`', 36], ['faker.person.lastName()', 22], ['faker.person.firstName()', 14])

/** People: names, work, and what an official form asks for. */
export const personRules: readonly Rule[] = [
  { name: 'username', column: /(^|_)(user_?names?|login(_?(name|id))?|nick_?names?|handle|screen_?name|account_?login|user_?login)$/, part: 'username', gives: exact(['faker.internet.username().toLowerCase()', 36], ["faker.string.alpha({ length: 8, casing: 'lower' })", 8]), like: ['ada.lovelace42', 'grace_hopper', 'linus7'] },
  { name: 'display name', column: /^(display|profile|public)_?name$/, of: entities.person, part: 'full name', gives: fullName },
  { name: 'full name', column: /(^|_)(full|complete|whole|real|legal|person)_?names?$|^name_?full$|^fullname$/, part: 'full name', gives: fullName },
  { name: 'first name', column: /(^|_)(first|given|fore|christian)_?names?$|^f_?name$|^firstname$/, part: 'first name', gives: text(['faker.person.firstName()', 14]), like: ['Ada', 'Grace'] },
  { name: 'middle initial', column: /(^|_)(middle_?initial|minit|m_?init)$|^mi$/, filled: 40, gives: exact(["faker.string.alpha({ casing: 'upper' })", 1, 26]) },
  { name: 'middle name', column: /(^|_)(middle|second)_?names?$|^middlename$|^m_?name$/, filled: 40, part: 'middle name', gives: text(['faker.person.middleName()', 14]) },
  { name: 'maiden name', column: /(^|_)(maiden|birth|former)_?name$/, filled: 30, gives: text(['faker.person.lastName()', 22]) },
  { name: 'last name', column: /(^|_)(last|family)_?names?$|(^|_)sur_?names?$|^l_?name$|^lastname$/, part: 'last name', gives: text(['faker.person.lastName()', 22]), like: ['Lovelace', 'Hopper'] },
  { name: 'preferred name', column: /^(preferred|known|call|pet|short)_?(name|as)$|^aka$/, of: entities.person, filled: 30, gives: text(['faker.person.firstName()', 14]) },
  { name: 'initials', column: /(^|_)initials?$/, part: 'initials', gives: exact(["faker.string.alpha({ length: 2, casing: 'upper' })", 2, 676]) },
  { name: 'courtesy title', column: /^(title_of_courtesy|courtesy_?title|salutation|honorific|name_?prefix|prefix|anrede)$/, filled: 60, gives: words('Mr.', 'Ms.', 'Mrs.', 'Dr.') },
  { name: 'courtesy title of a person', column: /^title$/, of: entities.person, within: 10, filled: 60, gives: words('Mr.', 'Ms.', 'Mrs.', 'Dr.') },
  { name: 'name suffix', column: /^(name_?)?suffix$/, of: entities.person, filled: 10, gives: words('Jr.', 'Sr.', 'II', 'III', 'PhD') },
  { name: 'job title', column: /(^|_)(job|work|professional|employment)_?(title|position|role|name)$|^(occupation|profession|designation|job|job_?position|position_?title|role_?title|headline)$/, gives: text(['faker.person.jobTitle()', 45], ['`${faker.person.jobArea()} ${faker.person.jobType()}`', 30], ['faker.person.jobType()', 14, 25]) },
  { name: 'title of a worker', column: /^(title|position)$/, of: entities.worker, gives: text(['faker.person.jobTitle()', 45], ['`${faker.person.jobArea()} ${faker.person.jobType()}`', 30], ['faker.person.jobType()', 14, 25]) },
  { name: 'position of a player', column: /^position$/, of: /(^|_)(player|squad|lineup|athlete)$/, gives: words('Goalkeeper', 'Defender', 'Midfielder', 'Forward') },
  { name: 'job description', column: /^job_?desc(ription)?$/, gives: text(['faker.person.jobTitle()', 45]) },
  { name: 'gender', column: /(^|_)(gender|sex)$/, gives: wordsOrShort(['female', 'male', 'other'], ['F', 'M', 'X']) },
  { name: 'pronouns', column: /(^|_)pronouns?$/, filled: 60, gives: words('she/her', 'he/him', 'they/them') },
  { name: 'birthplace', column: /(^|_)(birth_?place|place_?of_?birth|birth_?city|hometown)$/, gives: text(['faker.location.city()', 28]) },
  { name: 'age', alsoText: true, column: /(^|_)age$|^age_?years$/, part: 'age', gives: whole(18, 80) },
  { name: 'height of a person', column: /^(height|height_?cm|body_?height)$/, of: entities.person, gives: whole(150, 200) },
  { name: 'weight of a person', column: /^(weight|weight_?kg|body_?weight)$/, of: entities.person, gives: real(48, 110, 1) },
  { name: 'marital status', column: /(^|_)(marital|civil|marriage)_?status$/, gives: wordsOrShort(['single', 'married', 'divorced', 'widowed'], ['S', 'M', 'D', 'W']) },
  { name: 'nationality', column: /(^|_)(nationality|citizenship)$/, gives: text(['faker.location.country()', 56], ['faker.location.countryCode()', 2, 249]) },
  { name: 'ethnicity', column: /(^|_)(ethnicity|ethnic_group)$/, filled: 30, gives: words('Asian', 'Black', 'Hispanic', 'Mixed', 'White', 'Other') },
  { name: 'religion', column: /(^|_)religion$/, filled: 30, gives: words('Buddhist', 'Christian', 'Hindu', 'Jewish', 'Muslim', 'None') },
  { name: 'blood type', column: /(^|_)blood_?(type|group)$/, gives: words('A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', 'O+', 'O-') },
  { name: 'eye colour', column: /(^|_)eye_?colou?r$/, gives: words('blue', 'brown', 'green', 'grey', 'hazel') },
  { name: 'hair colour', column: /(^|_)hair_?colou?r$/, gives: words('black', 'blond', 'brown', 'grey', 'red') },
  { name: 'education', column: /(^|_)(education(_?level)?|degree|qualification|highest_degree)$/, gives: words('High School', "Bachelor's", "Master's", 'Doctorate', 'Apprenticeship') },
  { name: 'social security number', column: /(^|_)(ssn|social_?security_?(number|no)|national_?(id(_?number)?|identification_?number)|nin|nif|dni|cpf|personal_?(number|code|id))$/, filled: 80, gives: exact(["faker.helpers.replaceSymbols('###-##-####')", 11], ['faker.string.numeric(9)', 9]), like: ['078-05-1120'] },
  { name: 'passport number', column: /(^|_)passport(_?(number|no))?$/, filled: 60, gives: exact(["faker.helpers.replaceSymbols('??#######')", 9]) },
  { name: "driver's licence", column: /(^|_)(driver|driving)s?_?licen[cs]e(_?(number|no))?$/, filled: 60, gives: text(["faker.helpers.replaceSymbols('?#######')", 8]) },
  { name: 'biography', column: /(^|_)(bio|biography|about(_?(me|us))?|profile_?(text|description)|curriculum_?vitae)$/, filled: 60, gives: text(['`${faker.person.jobTitle()} from ${faker.location.city()} who likes ${faker.animal.type()}s and ${faker.music.genre()}.`', 130], ['`${faker.person.jobTitle()} from ${faker.location.city()}`', 80], ['faker.person.jobTitle()', 45]) },
  { name: 'relative', column: /(^|_)(spouse|father|mother|parent|guardian|next_of_kin|emergency_?contact|beneficiary)(_?name)?$/, filled: 60, gives: fullName },
  { name: 'relationship', column: /(^|_)(relationship|relation|kinship)(_?type)?$/, gives: words('parent', 'partner', 'sibling', 'friend', 'colleague') },
  { name: 'author in words', column: /^(author|composer|writer|director|producer|artist_?name|lyricist|narrator|translator|illustrator|photographer|singer|actor|byline|creator)s?(_?names?)?$/, gives: text(['`${faker.person.firstName()} ${faker.person.lastName()}`', 36], ['faker.person.lastName()', 22]) },
  { name: 'person in charge', column: /^(manager|owner|supervisor|assignee|assigned_?to|responsible|contact|contact_?person|attention|attn|recipient|receiver|sender|reviewer|approver|approved_by|instructor|teacher|trainer|doctor|physician|sales_?(person|rep)|account_?manager|coach|host|organi[sz]er|speaker|cashier|driver|passenger|guest|customer|employee|patient|student|cardholder|card_?holder|account_?holder|holder|ship_?to|bill_?to|sold_?to|signed_by|requested_by|reported_by|reporter)(_?name)?$/, gives: fullName },
  { name: 'editor in words', column: /^(created|updated|modified|changed|last_(updated|modified)|deleted|added|inserted|entered|uploaded|edited|posted|published|locked|cancelled)_?by(_?(user|name|login))?$|^(user|changed_user|os_user|db_user|database_user|operator|agent)$/, gives: exact(['faker.internet.username().toLowerCase()', 36], ["faker.string.alpha({ length: 8, casing: 'lower' })", 8]) },
  { name: 'name of a person', column: /^names?$/, of: entities.person, part: 'full name', gives: fullName },
]
