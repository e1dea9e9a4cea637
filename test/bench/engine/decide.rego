# Steps 2 to 11 of the order of judgement, for one version in force: what `decide` says, item by item, with reason and clause.
# Days are Asia/Tokyo days as text, instants milliseconds, an open end is absent: the caller converts facts when they arrive.
package gateway

# For each stream, for each of the record's items: [reason, clause].
decisions := [answers |
	some stream in input.streams
	standing := standing_of(stream)
	column := object.get(data.columns, [standing.role, purpose_of(stream)], {})
	answers := [answer(stream, standing, column, judged_as) | some judged_as in input.items]
]

purpose_of(stream) := stream.purpose if stream.purpose in data.purposes

else := "any-other"

covers(period, day) if {
	period.from <= day
	day <= object.get(period, "to", "9999-12-31")
}

standing_of(stream) := {"role": data.named[stream.recipient], "failure": ""} if data.named[stream.recipient]

else := {"role": "", "failure": "recipient_inactive"} if {
	kind_of(stream.recipient) in {"dealer", "insurer"}
	not covers(stream.contract, input.today)
}

else := {"role": "publishing-dealer", "failure": ""} if stream.recipient == concat(":", ["dealer", input.dealerCode])

else := {"role": "other-dealer", "failure": ""} if kind_of(stream.recipient) == "dealer"

else := {"role": "insurer", "failure": ""} if kind_of(stream.recipient) == "insurer"

else := {"role": "authority", "failure": ""} if kind_of(stream.recipient) == "authority"

else := {"role": data.entrusted[kind_of(stream.recipient)], "failure": ""} if {
	some each in input.state.entrustments
	each.recipient == stream.recipient
	covers(each, input.today)
}

else := {"role": "", "failure": "not_entrusted"} if data.entrusted[kind_of(stream.recipient)]

else := {"role": "", "failure": "recipient_unknown"}

kind_of(recipient) := split(recipient, ":")[0]

unlisted := {"unlisted", "unmapped", "provenance"}

item_of(judged_as) := "unlisted" if judged_as in unlisted

else := judged_as

answer(stream, standing, column, judged_as) := [reason, clause_of(reason, standing.role)] if {
	reason := failure(stream, standing, cell_of(column, item_of(judged_as)), judged_as, item_of(judged_as))
} else := [cell.reason, cell.clause] if {
	cell := cell_of(column, item_of(judged_as))
}

clause_of(reason, role) := data.outOfScope[role] if reason == "not_in_scope"

else := data.clauses[reason]

cell_of(column, item) := object.get(column, item, {"asks": "withhold"})

# The first test that fails.
failure(stream, standing, cell, judged_as, item) := "prohibited" if judged_as == "prohibited"

else := "held_before_policy" if input.occurredOn < data.firstEffectiveOn

else := "purpose_missing" if stream.purpose == ""

else := standing.failure if standing.failure != ""

else := "killed" if input.state.killed != false

else := "policy_not_accepted" if input.state.dealerAccepted != true

else := "erased" if stopped("erasure")

else := "stop_cessation" if {
	stopped("cessation")
	cell.asks != "order"
	standing.role != "publishing-dealer"
}

else := judged_as if {
	item == "unlisted"
	not unlisted_ordered(stream, standing, cell)
}

else := "not_in_scope" if cell.asks == "withhold"

else := "statistics_only" if cell.asks == "statistics"

else := reason if {
	reason := asked_failure(stream, cell, item)
	reason != ""
}

else := "correction_pending" if {
	item in input.state.correctionPending
	standing.role != "publishing-dealer"
}

else := "owner_mismatch" if {
	item in data.customerItems
	standing.role != "company"
	standing.role != "publishing-dealer"
	input.state.ownershipFrom != null
	input.occurredOn < input.state.ownershipFrom
}

else := "not_requested" if not item in stream.items

stopped(kind) if {
	some stop in input.state.stops
	stop.kind == kind
	stop.at <= input.at
}

unlisted_ordered(stream, standing, cell) if {
	standing.role == "authority"
	cell.asks == "order"
	some order in input.state.orders
	order.recipient == stream.recipient
	"unlisted" in order.items
}

asked_failure(stream, cell, item) := data.consentSteps[consent_step(stream, item, false)] if cell.asks == "consent"

else := data.consentSteps[consent_step(stream, item, true)] if cell.asks == "specific-consent"

else := entrustment_failure(stream, item) if cell.asks == "entrustment"

else := order_failure(stream, item) if cell.asks == "order"

else := ""

# How far the consent that comes farthest came.
consent_step(stream, item, is_specific) := max({step |
	input.hasSubject
	some consent in input.state.consents
	step := step_of(consent, stream, item, is_specific)
} | {0})

step_of(consent, stream, item, is_specific) := 1 if not names(consent, stream, is_specific)

else := 2 if not item in consent.items

else := 3 if not stream.purpose in consent.purposes

else := 4 if not consent.form in {"written", "electronic"}

else := 5 if consent.obtainedAt >= input.at

else := 6 if consent.withdrawnAt <= input.at

else := 7 if {
	is_specific
	consent.basis != "specific"
}

else := 8

names(consent, stream, is_specific) if stream.recipient in consent.recipients

names(consent, stream, is_specific) if {
	not is_specific
	data.kindWords[stream.recipient] in consent.recipients
}

names(consent, stream, is_specific) if {
	not is_specific
	kind_of(stream.recipient) in {"dealer", "insurer"}
	kind_of(stream.recipient) in consent.recipients
}

entrustment_failure(stream, item) := "" if {
	some each in input.state.entrustments
	each.recipient == stream.recipient
	covers(each, input.today)
	input.today <= object.get(each, "auditDueOn", "9999-12-31")
	stream.purpose in each.purposes
	item in each.items
}

else := "not_entrusted"

order_failure(stream, item) := "" if {
	some order in input.state.orders
	order.recipient == stream.recipient
	covers(order, input.today)
	count({name | some name in order.approvedBy}) >= 2
	item in order.items
}

else := "order_scope" if {
	some order in input.state.orders
	order.recipient == stream.recipient
}

else := "order_missing"
