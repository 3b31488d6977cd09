from regie.people.models.absence import Absence
from regie.people.models.domain import Domain
from regie.people.models.invitation import Invitation
from regie.people.models.open_link import OpenLink
from regie.people.models.organisation import Organisation
from regie.people.models.person import Person
from regie.people.models.role import Holding, Role
from regie.people.models.sign_in_link import SignInLink

__all__ = ["Absence", "Domain", "Holding", "Invitation", "OpenLink", "Organisation", "Person", "Role", "SignInLink"]
