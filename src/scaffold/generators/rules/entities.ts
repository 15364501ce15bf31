const named = (words: string): RegExp => new RegExp(`(?:^|_)(?:${words})$`)

/** What tables are about, by the last word of their names in the singular. */
export const entities = {
  person: named(
    'user|person|people|customer|employee|staff|staff_member|member|author|writer|actor|actress|director|producer|composer|student|pupil|teacher|instructor|professor|tutor|lecturer|' +
      'contact|contact_person|patient|doctor|nurse|physician|guest|visitor|attendee|participant|subscriber|player|coach|driver|passenger|applicant|candidate|recipient|sender|receiver|' +
      'friend|parent|child|guardian|spouse|father|mother|buyer|seller|agent|manager|supervisor|owner|resident|tenant_contact|volunteer|donor|lead|profile|admin|administrator|operator|' +
      'reviewer|editor|translator|photographer|speaker|mentor|trainer|cashier|technician|engineer|officer|ship|bill|billing|shipping|delivery|to|from|assignee|reporter|borrower|' +
      'lender|holder|account_holder|card_holder|cardholder|beneficiary|employee_detail|user_profile|prospect|client_contact|witness|author_detail|signatory|worker|consultant|responsible|person_contact',
  ),
  worker: named('employee|staff|staff_member|worker|contact|lead|executive|consultant|officer|manager'),
  company: named(
    'company|organization|organisation|supplier|vendor|manufacturer|employer|firm|agency|business|shipper|carrier|merchant|partner|sponsor|corporation|enterprise|tenant|' +
      'distributor|wholesaler|retailer|insurer|insurance_company|publisher_company|client|account|workspace|org|provider|contractor|subsidiary|charity|foundation|dealer|dealership|broker|company_detail',
  ),
  product: named('product|item|article|good|merchandise|sku|product_variant|variant|part|asset|gift|order_item|line_item|invoice_line|cart_item|orderline|order_line|stock_item|inventory_item|inventory'),
  category: named('category|product_category|subcategory|sub_category|product_type|product_group|collection|catalog|catalogue|product_subcategory|department_category|section|aisle'),
  department: named('department|dept|division|business_unit|unit_organization|faculty|organizational_unit'),
  team: named('team|group|user_group|squad|crew|customer_group'),
  project: named('project|initiative|program|programme'),
  task: named('task|todo|to_do|ticket|issue|activity|work_item|story|subtask|checklist_item|bug|work_order|job_task|action_item|card'),
  order: named('order|sales_order|purchase_order|sale|purchase|order_header|sales_order_header|purchase_order_header|checkout|cart|basket'),
  payment: named('payment|transaction|charge|payout|transfer|refund|settlement'),
  invoice: named('invoice|bill|receipt|credit_note|quote|estimate'),
  shipment: named('shipment|delivery|parcel|package|fulfillment|fulfilment'),
  subscription: named('subscription|membership|license|licence|contract|policy'),
  appointment: named('appointment|booking|reservation|visit|rental|stay|session|class_session'),
  article: named('post|article|blog|blog_post|page|story|news|news_item|entry|press_release|publication|document|guide|tutorial|announcement|newsletter|bulletin|thread|topic_post|question'),
  film: named('film|movie|film_text|video|episode|show|tv_show|series|documentary|dvd'),
  song: named('song|track|single|recording|tune'),
  album: named('album|record|release|lp'),
  artist: named('artist|band|musician|singer|performer'),
  book: named('book|novel|publication_book|library_book|ebook|title'),
  course: named('course|class|lesson|module|subject|lecture|training|workshop|seminar|curriculum'),
  event: named('event|conference|meeting|meetup|webinar|concert|festival|gathering|calendar_event'),
  city: named('city|town|municipality|village|location|place|destination'),
  region: named('region|state|province|district|county|territory|area|zone|state_province|us_state|prefecture|canton|sales_territory'),
  country: named('country|nation|nationality|country_region'),
  tag: named('tag|keyword|label|topic|hashtag|interest|hobby'),
  role: named('role|user_role|job_role'),
  vehicle: named('vehicle|car|truck|automobile|fleet|bus|van'),
  animal: named('animal|pet|dog|cat|horse'),
  dish: named('dish|menu_item|meal|recipe|food|course_dish'),
  file: named('file|attachment|document_file|upload|media|media_file|asset_file|download|image|photo|picture|resource'),
  device: named('device|sensor|machine|computer|server|host|node|equipment|printer|router|gateway'),
  review: named('review|rating|testimonial|feedback|evaluation'),
  comment: named('comment|reply|remark|note|message|chat_message|chat'),
  campaign: named('campaign|promotion|offer|discount|deal|special_offer|sale_reason|sales_reason'),
} as const
