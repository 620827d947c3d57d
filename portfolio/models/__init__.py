from portfolio.models.campaign import Campaign, CampaignImage, CampaignText
from portfolio.models.featured import FeaturedPortfolio
from portfolio.models.portfolio import Portfolio, PortfolioText, RetiredHandle, Visibility
from portfolio.models.results import DeclaredFigure, Metric, PendingImport, ResultFile, SavedMapping

__all__ = [
    "Campaign",
    "CampaignImage",
    "CampaignText",
    "DeclaredFigure",
    "FeaturedPortfolio",
    "Metric",
    "PendingImport",
    "Portfolio",
    "PortfolioText",
    "ResultFile",
    "RetiredHandle",
    "SavedMapping",
    "Visibility",
]
