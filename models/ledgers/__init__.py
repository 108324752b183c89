"""The menu of ledgers: every file of this folder, in the order in which it is shown and its rows are written.

Parents stand before their children. A new ledger is its file, its line here and a revision.
"""

from models.kernel import Ledger
from models.ledgers.appeal import Appeal
from models.ledgers.approval import Approval
from models.ledgers.asset import Asset
from models.ledgers.asset_inspection import AssetInspection
from models.ledgers.asset_revenue import AssetRevenue
from models.ledgers.assignment import Assignment
from models.ledgers.attachment import Attachment
from models.ledgers.attendance import Attendance
from models.ledgers.benefit_link import BenefitLink
from models.ledgers.chronic_card import ChronicCard
from models.ledgers.collective_income import CollectiveIncome
from models.ledgers.comparison import Comparison
from models.ledgers.enterprise import Enterprise
from models.ledgers.environment_action import EnvironmentAction
from models.ledgers.environment_issue import EnvironmentIssue
from models.ledgers.event import Event
from models.ledgers.event_household import EventHousehold
from models.ledgers.finding import Finding
from models.ledgers.handout import Handout
from models.ledgers.helper import Helper
from models.ledgers.household import Household
from models.ledgers.housing_check import HousingCheck
from models.ledgers.illness import Illness
from models.ledgers.income import Income
from models.ledgers.industry_subsidy import IndustrySubsidy
from models.ledgers.inspection import Inspection
from models.ledgers.insurance import Insurance
from models.ledgers.job import Job
from models.ledgers.job_check import JobCheck
from models.ledgers.job_intent import JobIntent
from models.ledgers.kept_return import KeptReturn
from models.ledgers.land_lease import LandLease
from models.ledgers.loan import Loan
from models.ledgers.loan_check import LoanCheck
from models.ledgers.loan_extension import LoanExtension
from models.ledgers.loan_repayment import LoanRepayment
from models.ledgers.mapping import Mapping
from models.ledgers.measure import Measure
from models.ledgers.measure_progress import MeasureProgress
from models.ledgers.medical_bill import MedicalBill
from models.ledgers.meeting import Meeting
from models.ledgers.monitoring import Monitoring
from models.ledgers.monitoring_step import MonitoringStep
from models.ledgers.operator import Operator
from models.ledgers.parameter import Parameter
from models.ledgers.partner_unit import PartnerUnit
from models.ledgers.pending import Pending
from models.ledgers.person import Person
from models.ledgers.points import Points
from models.ledgers.post import Post
from models.ledgers.post_attendance import PostAttendance
from models.ledgers.post_holder import PostHolder
from models.ledgers.problem import Problem
from models.ledgers.project import Project
from models.ledgers.project_beneficiary import ProjectBeneficiary
from models.ledgers.project_notice import ProjectNotice
from models.ledgers.project_progress import ProjectProgress
from models.ledgers.project_wage import ProjectWage
from models.ledgers.sale import Sale
from models.ledgers.schooling import Schooling
from models.ledgers.support import Support
from models.ledgers.talent import Talent
from models.ledgers.target import Target
from models.ledgers.tech_service import TechService
from models.ledgers.toilet import Toilet
from models.ledgers.toilet_care import ToiletCare
from models.ledgers.toilet_fault import ToiletFault
from models.ledgers.training import Training
from models.ledgers.travel_subsidy import TravelSubsidy
from models.ledgers.vacancy import Vacancy
from models.ledgers.village import Village
from models.ledgers.visit import Visit
from models.ledgers.waiver import Waiver
from models.ledgers.water_check import WaterCheck
from models.ledgers.water_source import WaterSource
from models.ledgers.welfare import Welfare

_MENU: tuple[type[Ledger], ...] = (
    Operator,
    Village,
    Household,
    Person,
    Helper,
    Visit,
    Finding,
    Comparison,
    Event,
    EventHousehold,
    Monitoring,
    MonitoringStep,
    Support,
    Income,
    MedicalBill,
    Job,
    JobCheck,
    Vacancy,
    JobIntent,
    Post,
    PostHolder,
    PostAttendance,
    TravelSubsidy,
    Training,
    Loan,
    LoanCheck,
    LoanRepayment,
    LoanExtension,
    Enterprise,
    BenefitLink,
    LandLease,
    IndustrySubsidy,
    Sale,
    TechService,
    Toilet,
    ToiletFault,
    ToiletCare,
    EnvironmentIssue,
    EnvironmentAction,
    Schooling,
    Insurance,
    Illness,
    ChronicCard,
    HousingCheck,
    WaterSource,
    WaterCheck,
    Welfare,
    Appeal,
    Handout,
    Points,
    Problem,
    Measure,
    MeasureProgress,
    Inspection,
    Project,
    ProjectProgress,
    ProjectNotice,
    ProjectBeneficiary,
    ProjectWage,
    Asset,
    AssetInspection,
    AssetRevenue,
    CollectiveIncome,
    Attendance,
    Talent,
    Meeting,
    PartnerUnit,
    Target,
    Parameter,
    Waiver,
    Pending,
    Approval,
    Assignment,
    Mapping,
    Attachment,
    KeptReturn,
)

LEDGERS: dict[str, type[Ledger]] = {ledger.__tablename__: ledger for ledger in _MENU}
"""By id, in menu order."""

GROUPS: dict[str, tuple[str, ...]] = {
    group: tuple(id for id, ledger in LEDGERS.items() if ledger.__ledger__.group == group)
    for group in (
        "农户", "走访", "监测帮扶", "收支", "就业", "产业", "信贷", "户厕与环境", "三保障", "群众事", "整改", "项目资产", "干部", "计划", "系统",
    )
}
"""The groups of the menu in their order, each with the ids of its ledgers."""
