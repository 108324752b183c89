"""The official forms 2.1 to 2.9: visits, toilets, loans, work, posts, fares, income and what is paid to households."""

from reports.returns.household_list import VISIT_LIST
from reports.returns.income_register import INCOME_REGISTER
from reports.returns.income_sheet import INCOME_SHEET
from reports.returns.jobs import JOBS
from reports.returns.loan_reminder import LOAN_OVERDUE, LOAN_REMINDER
from reports.returns.loans import LOANS
from reports.returns.post_months import POST_PAY, POST_SHEET
from reports.returns.posts import POSTS
from reports.returns.subsidies import SUBSIDIES
from reports.returns.subsidy_notice import SUBSIDY_NOTICE
from reports.returns.sweep_list import SWEEP_LIST
from reports.returns.toilet_acceptance import TOILET_ACCEPTANCE
from reports.returns.toilet_faults import TOILET_FAULTS
from reports.returns.toilets import TOILETS
from reports.returns.travel import TRAVEL, TRAVEL_FORM
from reports.returns.visit_record import VISIT_RECORD
from reports.returns.visits import VISITS

BEFORE_MONITORING = (
    VISITS, VISIT_RECORD, VISIT_LIST, SWEEP_LIST, TOILETS, TOILET_FAULTS, TOILET_ACCEPTANCE, LOANS, LOAN_REMINDER, LOAN_OVERDUE, JOBS,
    POSTS, POST_SHEET, POST_PAY, TRAVEL, TRAVEL_FORM, INCOME_SHEET, INCOME_REGISTER, SUBSIDIES, SUBSIDY_NOTICE,
)  # fmt: skip
